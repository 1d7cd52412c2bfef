# The commands of every day. `just` lists them.

_list:
    @just --list

# All that a push has to pass
check:
    .ci/run

# Format, and mend what clippy can
fix:
    cargo fmt
    cargo clippy --fix --allow-dirty --all-targets

# The tests, or those of a name
test *name:
    cargo test {{name}}

# Renew the snapshots; read the diff before you commit it
snap:
    INSTA_UPDATE=always cargo test
    git diff --stat -- '*.snap'

# The program on its invented journal
demo:
    cargo run --release -- demo

# The keys as docs/keys.md has them
keys:
    cargo test --test keys

# Compare the schema with the program
schema:
    cargo test --test schema

# All that the program says, to be read aloud; with a word the lines that have it
words *word:
    cargo run -q --example words {{word}}

# Speed: all benches, or one
bench *name:
    cargo bench {{name}}

# How often a difference is claimed that is none
claims:
    cargo run --profile fast --example claims

# Fuzz the readers: so many runs of these targets, else a million of each
fuzz *args:
    fuzz/run {{args}}
