//! A desk whose journal has something of everything.

use crate::kit::Desk;

/// A journal in which every command and every field left its mark.
pub fn full() -> Desk {
    let desk = Desk::new();
    let pain = desk
        .ok(&[
            "pain",
            "3",
            "--at",
            "-5 7am",
            "--moment",
            "morning",
            "--where",
            "deep-buttock:right",
            "--feels",
            "dull,numb",
            "--reach",
            "calf",
            "--worse",
            "sitting",
            "--eased",
            "heat",
            "--medication",
            "x",
            "--woke",
            "--note",
            "a",
        ])
        .id();
    let run = desk
        .ok(&[
            "run",
            "5k",
            "grass:3k,road:2k",
            "30:00",
            "--before",
            "1",
            "--during",
            "2",
            "--after",
            "3",
            "--effort",
            "4",
        ])
        .id();
    desk.ok(&["note", "rest day"]);
    desk.ok(&["edit", &run, "limp=yes", "rose=yes", "sharp=yes"]);
    desk.ok(&["step", "doctor", "under-way", "--reason", "a", "--next", "b"]);
    desk.ok(&["step", "doctor", "done"]);
    desk.ok(&[
        "settings",
        "units=mi",
        "soft_goal=60",
        "shoe_notes=300mi",
        "massage_every=2w",
        "import_folder=~/Garmin",
        "inbox=~/Sync/inbox.txt",
        "emergency_number=112",
        "urgent_number=116117",
    ]);
    desk.ok(&["condition", "name=a", "side=left", "onset=2026-09-01", "onset_note=b"]);
    desk.ok(&["condition", "diagnosis=sciatica, ruled-out, by Dr Invented, on 2026-11-20"]);
    desk.ok(&[
        "clearance",
        "cleared-with-limits",
        "--by",
        "a",
        "--max-distance",
        "5k",
        "--max-time",
        "30min",
        "--surfaces",
        "grass",
        "--max-pain",
        "3",
        "--days-between",
        "1",
    ]);
    desk.ok(&["step", "orthotics", "asked"]);
    desk.ok(&["step", "orthotics", "trial"]);
    desk.ok(&[
        "gear",
        "pair",
        "--make",
        "heel-lift",
        "--start",
        "5k",
        "--by",
        "a",
        "--wear-in",
        "b",
        "--default",
        "--problem",
        "c",
    ]);
    desk.ok(&[
        "massage",
        "45",
        "--who",
        "self",
        "--areas",
        "low-back:left",
        "--pressure",
        "deep",
        "--before",
        "4",
        "--next",
        "3",
    ]);
    desk.ok(&["sit", "25", "--level", "3", "--seat", "chair"]);
    desk.ok(&["sit", "60", "--painless"]);
    desk.ok(&["measure", "--activities", "stairs:7", "--change", "-2", "--normal", "70"]);
    desk.ok(&["delete", &pain]);
    desk.ok(&["pain", "10"]);
    desk
}
