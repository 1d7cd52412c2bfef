//! The words for sports in the languages that watches and services write: one table for lists and recordings alike.
//!
//! Whole phrases come before parts of words, and a part that is of no run wins over any that is of one: “Bici da corsa”
//! and “Narciarstwo biegowe” hold a word for running. Words from Garmin, Strava and OpenTracks in thirteen languages, and
//! those of other languages that were seen.

use super::activity::{Activity, Sport, tidy};
use crate::domain::runs::Surface;

/// Phrases that are runs although a part of them is of no run, or that are too short to be looked for in others.
const RUNS: &[&str] = &[
    "run",
    "runs",
    "run walk",
    "walk run",
    "jog",
    "laufen",
    "lauf",
    "course",
    "course à pied",
    "trail",
    "beh",
    "tek",
    "lari",
    "біг",
    "бег",
    "кросс",
    "ラン",
    "ultra",
    "marathon",
    "half marathon",
    "track",
    "track & field",
    "indoor run jog",
    "9",
    "ultra run",
    "plogging",
    "walk jog",
    "steeplechase",
];
/// Phrases that are no run although a part of them is of one, or that are too short to be looked for in others.
const OTHERS: &[&str] = &[
    "1",
    "16",
    "gang",
    "gehen",
    "trilha",
    "gå",
    "row",
    "swim",
    "sci",
    "run transition",
    "running transition",
    "mos",
    "course landaise",
    "golf course",
    "obstacle course",
];
/// Words and signs that say that nobody said which sport it was.
const UNKNOWN: &[&str] =
    &["unknown", "other", "generic", "default", "uncategorized", "workout", "activity", "none", "null"];

/// Parts of words of what is no run, by language.
const NOT_RUNNING: &[&str] = &[
    // English
    "walk",
    "hike",
    "hiking",
    " ride",
    " riding",
    "bike",
    "biking",
    "bicycl",
    "cycling",
    " ski",
    "snow",
    "skat",
    "inline",
    "roller",
    "wheel",
    "transition",
    "swim",
    "rowing",
    "orienteer",
    "parkour",
    "elliptical",
    "strength",
    "golf",
    "steps",
    "training plan",
    "stair",
    // German
    "langlauf",
    "eislauf",
    "schlittschuh",
    "rollschuh",
    "schneeschuh",
    "laufrad",
    "rollstuhl",
    "rennrad",
    "radfahr",
    "fahrrad",
    "wander",
    "spazier",
    "schwimm",
    // French
    "vélo",
    " velo ",
    "vtt",
    "marche",
    "randonn",
    "patin",
    "raquette",
    "natation",
    // Spanish, Italian, Portuguese
    "bici",
    "ciclis",
    "esquí",
    "esqui",
    "caminar",
    "caminata",
    "caminhada",
    "pedalada",
    "cammin",
    "escursion",
    "pattin",
    "sci di",
    "senderismo",
    " remo ",
    // Dutch, Swedish, Danish, Norwegian
    "fiets",
    "wandel",
    "hiken",
    "schaats",
    "skeeler",
    "skridsko",
    "skid",
    "rullsk",
    "promenad",
    "vandring",
    "cykl",
    "sykl",
    "skøjte",
    "skøyte",
    "rulle",
    "langrend",
    // Polish, Czech
    "narciar",
    "narty",
    "chodz",
    "spacer",
    "kolar",
    "rower",
    "lyž",
    "běžky",
    "brusl",
    "chůz",
    "turisti",
    "na kole",
    "koloběž",
    // Finnish, Hungarian
    "pyörä",
    "hiihto",
    "luistel",
    "kävely",
    "sífut",
    "kerékpár",
    "gyalog",
    "túráz",
    "korcsoly",
    // Russian, Ukrainian
    "лыж",
    "лиж",
    "коньк",
    "беговел",
    "вело",
    "ходьб",
    "ролик",
    "роллер",
    // Turkish, Korean
    "bisiklet",
    "yürüyüş",
    "kayak",
    "자전거",
    "걷기",
    "스키",
    // Japanese, Chinese
    "スキー",
    "スケート",
    "ウォー",
    "ハイキング",
    "サイクリング",
    "バランス",
    "プランク",
    "自転車",
    "滑雪",
    "滑冰",
    "轮滑",
    "跑酷",
    "骑",
    "步行",
    "徒步",
];
/// Parts of the words for running, by language.
const RUNNING: &[&str] = &[
    "running",
    "jogg",
    "lauf",
    "hindernislauf",
    "hardlo",
    "trailrun",
    "course",
    "footing",
    "carrera",
    "correr",
    "corrida",
    "corsa",
    "löp",
    "løb",
    "løp",
    "bieg",
    "běh",
    "juoks",
    "futás",
    "пробеж",
    " бег ",
    "бегов",
    " біг ",
    "трейл",
    "跑",
    "马拉松",
    "馬拉松",
    "ランニング",
    "ジョギング",
    "러닝",
    "달리기",
    "조깅",
    "koşu",
    "alergare",
    "trčanj",
    "бягане",
    "τρέξιμο",
    "ריצה",
    "جري",
    "วิ่ง",
    "chạy bộ",
    "jooks",
    "skriešan",
    "bėgim",
    "trail",
    "obstacle racing",
    "marathon",
];
/// Parts of words that are of one sort of run, with the sort; the first that is found counts. A treadmill is a run even
/// where no word for running stands beside it.
const SORTS: &[(&str, &[&str])] = &[
    (
        "treadmill",
        &[
            "treadmill",
            "laufband",
            "tapis",
            "cinta",
            "esteira",
            "passadeira",
            "loopband",
            "löpband",
            "bieżni",
            "běžecký pás",
            "na pásu",
            "トレッドミル",
            "跑步机",
            "跑步機",
            "løbebånd",
            "tredemølle",
            "juoksumatto",
            "futópad",
            "дорожк",
            "доріжк",
            "koşu bandı",
            "트레드밀",
            "러닝머신",
        ],
    ),
    (
        "trail",
        &[
            "trail",
            "trilha",
            "sendero",
            "sentier",
            "montaña",
            "sentiero",
            "越野",
            "トレイル",
            "terräng",
            "terreng",
            "gelände",
            "v terénu",
            "szlak",
            "przełaj",
            "polku",
            "terepfut",
            "трейл",
            "patika",
            "트레일",
            "cross country",
        ],
    ),
    (
        "track",
        &[
            "track",
            "bahn",
            "pista",
            "piste",
            "baan",
            " bana",
            "baneløb",
            "stadion",
            "dráze",
            "ratajuoks",
            "pályafut",
            "トラック",
            "田径",
        ],
    ),
    ("virtual", &["virtu", "wirtual", "バーチャル", "虚拟"]),
    ("street", &["street", "straße", "strasse", "road", "route", "strada", "ulic"]),
    (
        "indoor",
        &[
            "indoor",
            "beltéri",
            "halle",
            "interior",
            "inomhus",
            "intérieur",
            "interieur",
            "salle",
            "sisäjuoks",
            "屋内",
            "室内",
            "innendørs",
        ],
    ),
];

/// A word in lower case with its parts apart: `trail run` of `trail_run`, `Trail-Run`, `TrailRun`, `Run / Trail`.
fn parts(word: &str) -> String {
    let mut apart = String::new();
    let mut before = ' ';
    for sign in word.chars().take(120) {
        if sign.is_uppercase() && before.is_lowercase() {
            apart.push(' ');
        }
        before = sign;
        match sign {
            '_' | '-' | '/' | '.' | '(' | ')' | '‐' | '–' => apart.push(' '),
            sign => apart.extend(sign.to_lowercase()),
        }
    }
    // some write the sort and the run as one: `virtualrun`
    let split = |part: &str| {
        let sort = ["treadmill", "virtual", "track", "street", "indoor", "road", "ultra"]
            .into_iter()
            .find(|sort| matches!(part.strip_prefix(sort), Some("run" | "runs" | "running")));
        sort.map_or_else(|| part.to_owned(), |sort| format!("{sort} {}", &part[sort.len()..]))
    };
    apart.split_whitespace().map(split).collect::<Vec<_>>().join(" ")
}

/// The sport that a word names in any of many languages, and which sort of run.
pub fn sport(word: &str) -> (Sport, Option<&'static str>) {
    let lower = parts(word);
    let other = || (tidy(word).map_or(Sport::Unknown, Sport::Other), None);
    match lower.as_str() {
        "" => return (Sport::Unknown, None),
        // Strava's numbers
        "1" => return (Sport::Other("ride".into()), None),
        "16" => return (Sport::Other("swim".into()), None),
        lower if UNKNOWN.contains(&lower) => return (Sport::Unknown, None),
        lower if OTHERS.contains(&lower) => return other(),
        _ => {}
    }
    // with a blank on both sides a word is found by its beginning, by its end or as a whole
    let within = format!(" {lower} ");
    let has = |parts: &[&str]| parts.iter().any(|part| within.contains(part));
    let sort = || SORTS.iter().find(|(_, parts)| has(parts)).map(|(sort, _)| *sort);
    if RUNS.contains(&lower.as_str()) {
        return (Sport::Running, sort());
    }
    if has(NOT_RUNNING) {
        return other();
    }
    let whole = lower.split(' ').any(|part| matches!(part, "run" | "runs" | "runner" | "jog" | "jogging" | "sprint"));
    // the Japanese word for a run ends another: トラックラン
    let run = whole || has(RUNNING) || lower.split(' ').any(|part| part.ends_with("ラン"));
    match sort() {
        Some("treadmill") => (Sport::Running, Some("treadmill")),
        sort if run => (Sport::Running, sort),
        _ => other(),
    }
}

/// True where a text is no more than the word for a sport: `Run`, `Laufen`, `Radfahrt`.
pub fn is_sport(text: &str) -> bool {
    let lower = parts(text);
    let words = lower.split(' ').count();
    let own = [RUNS, OTHERS, UNKNOWN].iter().any(|words| words.contains(&lower.as_str()));
    own || (words == 1
        && (sport(text).0 == Sport::Running || NOT_RUNNING.iter().any(|part| lower.contains(part.trim()))))
}

/// True where a text names running: the head of a list, a title.
pub fn names_running(text: &str) -> bool {
    sport(text).0 == Sport::Running
}

/// Says of an activity what a word names: its sport, its sort, and the surface that the sort says.
pub fn name(activity: &mut Activity, word: &str) {
    let (sport, sort) = sport(word);
    activity.sport = sport;
    sort_as(activity, sort);
}

/// Says of which sort a run is, and the surface that the sort says.
pub fn sort_as(activity: &mut Activity, sort: Option<&str>) {
    activity.sub_sport = sort.map(Into::into);
    activity.surface = surface(sort);
}

/// The surface that a sort of run says.
pub fn surface(sort: Option<&str>) -> Option<Surface> {
    match sort? {
        "treadmill" => Some(Surface::Treadmill),
        "trail" => Some(Surface::Trail),
        "track" => Some(Surface::Track),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as watches and services write them, by language.
    const RUN_WORDS: &str = "Run, Running, Jogging, Ultra Run, Run/Walk, Obstacle Racing, Indoor Running, Virtual Run, Street Running, \
        running.jogging, ROAD_RUNNING, Indoor Run / Jog, VirtualRun, virtualrun, \
        Laufen, Lauf, Joggen, Hindernislauf, Ultralauf, Indoor-Laufen, Virtueller Lauf, \
        Course à pied, Course, Footing, Course sur route, Course d'obstacles, Course en salle, Course à pied en intérieur, \
        Course virtuelle, Carrera, Correr, Carrera de obstáculos, Carrera virtual, Corsa, Corsa su strada, Corsa indoor, \
        Corsa virtuale, Corrida, Corrida virtual, Hardlopen, Hardloopsessie, Virtuele hardloopsessie, Löpning, Löppass, \
        Inomhuslöpning, Virtuell löpning, Bieganie, Bieg, Wirtualny bieg, Běh, Běhání, ランニング, ラン, ジョギング, 屋内ラン, バーチャルラン, \
        跑步, 慢跑, 马拉松, 室内跑步, 虚拟跑步, Løb, Løping, Joggetur, Juoksu, Sisäjuoksu, Futás, Beltéri futás, Бег, Пробежка, Кросс, \
        Біг, Koşu, 달리기, 러닝, 조깅, Alergare, Beh, Tek, Trčanje, Бягане, Τρέξιμο, ריצה, جري, วิ่ง, Chạy bộ, Lari, Jooks, Skriešana, Bėgimas";
    const TREADMILL_WORDS: &str = "Treadmill Running, Treadmill, TreadmillRunning, running.treadmill, Laufbandtraining, Laufband, \
        Course sur tapis roulant, Tapis de course, Carrera en cinta, Entrenamiento en cinta, Cinta de correr, Cinta, \
        Corsa su tapis roulant, Tapis roulant, Corrida em esteira, Esteira, Corrida na passadeira, Passadeira, Hardlopen op loopband, \
        Loopband, Loopbandtraining, Löpband, Bieganie na bieżni, Bieżnia, Běh na pásu, Běžecký pás, トレッドミル, \
        トレッドミルランニング, 跑步机, 跑步機, Løbebånd, Tredemølle, Løping på tredemølle, Juoksumatto, Futópad, Беговая дорожка, \
        Бігова доріжка, Koşu Bandı, 트레드밀";
    const TRAIL_WORDS: &str = "Trail Run, TrailRun, trail_running, Trail, Traillauf, Trail-Lauf, Geländelauf, Course en sentier, \
        Carrera de montaña, Carrera de trail, Trail running, Corsa trail, Corrida em trilha, Corrida em trilhas, Trailrun, \
        Traillöpning, Terränglöpning, Bieg trailowy, Bieganie po szlakach, Bieg przełajowy, Běh v terénu, Trailový běh, トレイルラン, \
        越野跑, Trailløb, Terrengløping, Polkujuoksu, Terepfutás, Трейлраннинг, Трейл, Patika Koşusu, 트레일 러닝";
    const TRACK_WORDS: &str = "Track Running, Track, Laufen auf der Bahn, Course à pied sur piste, Carrera en pista, Corsa in pista, \
        Corrida em pista, Hardlopen op baan, Löpning på bana, Běh na dráze, トラックラン, 田径跑步, Baneløb, Ratajuoksu, Pályafutás";
    const OTHER_WORDS: &str = "Walk, Hike, Ride, Nordic Ski, Snowshoe, Trail Hiking, Trail Ride, Mountain Bike Trail, Run Transition, \
        Swim, Weight Training, Pool Swim, running_transition, wheelchair_push_run, Cycling, \
        Gehen, Spaziergang, Wanderung, Radfahrt, Langlauf, Skilanglauf, Eislaufen, Schlittschuhlaufen, Rollschuhlaufen, \
        Schneeschuhlaufen, Trail-Hiking, Marche à pied, Randonnée, Vélo, Ski de fond, Vélo de course, VTT trail, Caminar, Senderismo, \
        Ciclismo en carretera, Bicicleta de carrera, Bici de carreras, Camminata, Escursionismo, Ciclismo, Sci di fondo, \
        Bici da corsa, Caminhada, Trilha, Pedalada, Bicicleta de corrida, Wandeling, Hiken, Fietsrit, Virtuele fietsrit, \
        Langlaufen, Schaatsen, Promenad, Vandring, Cykling, Längdskidåkning, Rullskidor, Skridskolöpning, Chodzenie, Spacer, \
        Kolarstwo, Narciarstwo biegowe, Narty biegowe, Chůze, Turistika, Jízda na kole, Běžky, Běh na lyžích, ウォーキング, ハイキング, \
        サイクリング, バランス, プランク, 步行, 徒步, 骑行, 越野滑雪, 跑酷, Gang, Langrend, Skøjteløb, Rulleskøjteløb, Skøyteløp, Kävely, \
        Pyöräily, Hiihto, Juoksupyörä, Gyaloglás, Túrázás, Sífutás, Ходьба, Велосипед, Беговые лыжи, Бег на лыжах, Бег на коньках, \
        Беговел, Yürüyüş, Bisiklet, 걷기, 자전거";

    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.split(',').map(str::trim)
    }

    #[test]
    fn every_word_of_the_table_names_its_sport_and_its_sort() {
        let mut wrong = Vec::new();
        let mut count = 0;
        for (text, sort) in
            [(TREADMILL_WORDS, Some("treadmill")), (TRAIL_WORDS, Some("trail")), (TRACK_WORDS, Some("track"))]
        {
            for word in words(text) {
                count += 1;
                if sport(word) != (Sport::Running, sort) {
                    wrong.push(format!("{word}: {:?}, not {sort:?}", sport(word)));
                }
            }
        }
        for word in words(RUN_WORDS) {
            count += 1;
            if sport(word).0 != Sport::Running || surface(sport(word).1).is_some() {
                wrong.push(format!("{word}: {:?}", sport(word)));
            }
        }
        for word in words(OTHER_WORDS) {
            count += 1;
            if sport(word) != (Sport::Other(word.into()), None) {
                wrong.push(format!("{word}: {:?}, no run", sport(word)));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(count > 260, "{count}");
    }

    #[test]
    fn what_nobody_said_is_not_known_and_numbers_are_stravas() {
        for word in ["", " ", "unknown", "Other", "GENERIC", "Uncategorized"] {
            assert_eq!(sport(word), (Sport::Unknown, None), "{word}");
        }
        assert_eq!((sport("9").0, sport("1").0), (Sport::Running, Sport::Other("ride".into())));
    }

    #[test]
    fn the_head_of_a_list_may_name_running() {
        assert!(
            names_running("My runs")
                && names_running("Laufzeit")
                && !names_running("Date")
                && !names_running("Radrunde")
        );
    }
}
