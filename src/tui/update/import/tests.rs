//! The import on the screen: what was found, marked, given a surface, left out, brought in.

use crate::import::csv::ReadOptions;
use crate::import::{File, FileContent, read_list};

/// A list of a few runs, a swim and a future run, and a file that failed, as if they had been read.
pub fn files() -> Vec<File> {
    let list = "date,type,distance (km),time,title\n\
                2026-11-01 07:00,Run,5.2,32:10,First\n\
                2026-11-02 07:00,Treadmill Running,4,24:00,\n\
                2026-11-03 07:00,Swim,1,30:00,Pool\n\
                2026-11-04 07:00,Run,0.05,0:20,A slip\n\
                2027-11-05 07:00,Run,5,30:00,Ahead\n\
                2026-11-01 07:01,Run,5.1,32:10,Again\n";
    let read = read_list(list.as_bytes(), &ReadOptions::default()).unwrap();
    let odd = "It is damaged \u{1b}[2J at byte 12.".to_owned();
    vec![
        File { name: "runs/list\u{202e}.csv".into(), look: FileContent::Read(read) },
        File { name: "runs/broken.fit".into(), look: FileContent::Failed(odd) },
    ]
}
