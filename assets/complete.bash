# twinge completes its own commands: it is asked for what may stand at the cursor.
_twinge() {
    local rest=$COMP_LINE words=() word last i found prefix
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        # bash parts words at : and = too; what follows without a blank belongs to the word before
        if ((i > 0)) && [[ $rest != [[:blank:]]* ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        rest=${rest#"${rest%%[![:blank:]]*}"}
        rest=${rest#"$word"}
    done
    last=${words[${#words[@]} - 1]}
    # what was typed in quotes, or with a backslash before a blank
    last=${last#[\"\']}
    last=${last//\\/}
    words[${#words[@]} - 1]=$last
    local IFS=$'\n'
    found=($(VARIABLE=bash _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) twinge -- "${words[@]}" 2>/dev/null))
    prefix=
    [[ $COMP_WORDBREAKS == *:* && $last == *:* ]] && prefix=${last%"${last##*:}"}
    if [[ $COMP_WORDBREAKS == *=* && $last == *=* ]]; then
        word=${last%"${last##*=}"}
        ((${#word} > ${#prefix})) && prefix=$word
    fi
    COMPREPLY=()
    for word in "${found[@]}"; do
        [[ $word == *" "* || -e $word ]] && compopt -o filenames 2>/dev/null
        COMPREPLY+=("${word#"$prefix"}")
    done
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:=/] ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -F _twinge twinge
