//! `motcua calendar`: what the province's calendar says, for an administrator or a program.

mod answer;
mod batch;
mod promise;
mod question;
mod text;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use catalogue::Catalogue;
use chassis::config::Province;
use kernel::working_time::Calendar;
use serde_json::{Map, Value};

use crate::say::{complain, say};
use answer::{Op, answer};
use text::text;

const TERMS: &str = "\
THỜI HẠN viết như trong dữ liệu thủ tục:
  8d            8 ngày làm việc (không tính ngày bắt đầu, hết hạn lúc đóng cửa ngày cuối)
  0.25d 1.5d    phần tư, một ngày rưỡi làm việc: tính theo phút làm việc kể từ lúc bắt đầu
  4h 90min      giờ, phút làm việc
  12cd          12 ngày theo lịch (tính cả ngày nghỉ; không hết hạn vào ngày nghỉ)
  1mo (hay 1m)  1 tháng
  same-day      trong ngày làm việc
  0d            không tính thời gian
  7d + 12cd     phần này nối tiếp phần kia

THỜI ĐIỂM viết theo ISO 8601: 2026-08-21T09:00:00+07:00; không ghi múi giờ là giờ của tỉnh.

--batch: mỗi dòng của đầu vào chuẩn là một câu hỏi, một đối tượng JSON có các trường cùng tên với
các tùy chọn; mỗi câu một dòng trả lời, theo thứ tự. Thêm trường id thì câu trả lời mang lại id đó.
  {\"start\": \"2026-08-21T09:00:00+07:00\", \"term\": \"1d\"}
  {\"due\": \"2026-08-22T17:00:00+07:00\", \"because\": [{\"why\": …, \"sentence\": …}, …]}
Dòng sai được trả lời {\"error\": …, \"field\": …} và các dòng sau vẫn được trả lời. due, left và
explain còn nhận acts, những việc xảy ra sau khi hẹn:
  \"acts\": [{\"act\": \"pause\", \"ground\": \"supplement\", \"at\": …}, {\"act\": \"resume\", \"at\": …},
           {\"act\": \"restart\", \"ground\": …, \"at\": …, \"term\": …},
           {\"act\": \"move\", \"ground\": \"apology\", \"at\": …, \"due\": …}]

Mã thoát: 0 trả lời được hết; 1 có câu không trả lời được; 2 không đọc được lịch hay đầu vào.";

/// Lịch làm việc của tỉnh: hạn trả, thời gian còn lại, thời gian đã dùng, và vì sao.
#[derive(clap::Args)]
#[command(after_help = TERMS)]
pub struct Asked {
    #[command(subcommand)]
    what: What,
    /// Thư mục dữ liệu của tỉnh.
    #[arg(long, default_value = "provinces/quang-ngai", global = true)]
    province: PathBuf,
    /// Đọc nhiều câu hỏi từ đầu vào chuẩn, mỗi dòng một đối tượng JSON.
    #[arg(long, global = true)]
    batch: bool,
    /// Trả lời bằng một dòng JSON, như khi dùng --batch.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(clap::Subcommand)]
enum What {
    /// Hạn trả của một thời hạn.
    #[command(after_help = TERMS)]
    Due(Promise),
    /// Thời gian làm việc còn lại đến hạn.
    #[command(after_help = TERMS)]
    Left(Left),
    /// Thời gian làm việc giữa hai thời điểm.
    #[command(after_help = TERMS)]
    Spent(Spent),
    /// Cách tính hạn trả, từng dòng, cùng lịch đã dùng: đủ để tính lại.
    #[command(after_help = TERMS)]
    Explain(Promise),
}

#[derive(clap::Args)]
struct Promise {
    /// Thời điểm tiếp nhận hồ sơ (hoặc sự kiện khác làm thời hạn bắt đầu).
    #[arg(long, value_name = "THỜI ĐIỂM")]
    start: Option<String>,
    /// Thời hạn, như 8d.
    #[arg(long, value_name = "THỜI HẠN")]
    term: Option<String>,
    /// Tiếp nhận sau giờ này thì tính từ ngày làm việc tiếp theo, như 15:00.
    #[arg(long, value_name = "GIỜ")]
    cutoff: Option<String>,
    /// Sự kiện làm thời hạn bắt đầu: reception, post-minutes, payment, custody.
    #[arg(long, value_name = "SỰ KIỆN")]
    event: Option<String>,
}

#[derive(clap::Args)]
struct Left {
    /// Thời điểm hỏi.
    #[arg(long, value_name = "THỜI ĐIỂM")]
    now: Option<String>,
    /// Hạn trả; hoặc ghi --start và --term để tính.
    #[arg(long, value_name = "THỜI ĐIỂM")]
    due: Option<String>,
    #[command(flatten)]
    promise: Promise,
}

#[derive(clap::Args)]
struct Spent {
    /// Từ thời điểm này.
    #[arg(long, value_name = "THỜI ĐIỂM")]
    from: Option<String>,
    /// Đến thời điểm này.
    #[arg(long, value_name = "THỜI ĐIỂM")]
    to: Option<String>,
}

impl What {
    /// What is asked, and the flags as the fields of a question.
    fn into_question(self) -> (Op, Map<String, Value>) {
        let (op, flags) = match self {
            Self::Due(promise) => (Op::Due, promise.flags()),
            Self::Explain(promise) => (Op::Explain, promise.flags()),
            Self::Left(Left { now, due, promise }) => {
                let mut flags = promise.flags();
                flags.extend([("now", now), ("due", due)]);
                (Op::Left, flags)
            }
            Self::Spent(Spent { from, to }) => (Op::Spent, vec![("from", from), ("to", to)]),
        };
        let given = flags
            .into_iter()
            .filter_map(|(flag, value)| Some((flag.to_owned(), Value::String(value?))));
        (op, given.collect())
    }
}

impl Promise {
    fn flags(self) -> Vec<(&'static str, Option<String>)> {
        vec![
            ("start", self.start),
            ("term", self.term),
            ("cutoff", self.cutoff),
            ("event", self.event),
        ]
    }
}

pub fn calendar(asked: Asked) -> ExitCode {
    let calendar = match read(&asked.province) {
        Ok(calendar) => calendar,
        Err(why) => {
            complain(&format!("Không đọc được lịch của tỉnh: {why}"));
            return ExitCode::from(2);
        }
    };
    let (op, question) = asked.what.into_question();
    if asked.batch {
        if let Some((flag, _)) = question.iter().next() {
            complain(&format!(
                "--batch đọc câu hỏi từ đầu vào chuẩn: hãy bỏ --{flag}, hoặc ghi trường {flag} vào mỗi dòng."
            ));
            return ExitCode::from(2);
        }
        return batch::run(&calendar, op);
    }
    match answer(&calendar, op, &question) {
        Ok(answer) if asked.json => match serde_json::to_string(&answer) {
            Ok(line) => say(&line),
            Err(error) => {
                complain(&error.to_string());
                return ExitCode::from(2);
            }
        },
        Ok(answer) => say(&text(op, &answer)),
        Err(refused) => {
            complain(&format!("--{}: {}", refused.field, refused.why));
            return ExitCode::from(1);
        }
    }
    ExitCode::SUCCESS
}

/// The calendar alone: a mistake elsewhere in the province's data keeps no date from being told.
fn read(dir: &Path) -> Result<Calendar, String> {
    let province = Province {
        dir: dir.to_owned(),
    };
    let mut files: Vec<(String, String)> =
        province.files().map_err(|error| format!("{error:#}"))?;
    files.retain(|(path, _)| matches!(path.as_str(), "province.yaml" | "calendar.yaml"));
    let names: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let files: Vec<_> = files.into_iter().map(Into::into).collect();
    let loaded = Catalogue::parse(&files);
    let wrong = loaded
        .problems
        .iter()
        .find(|problem| names.contains(&problem.file) || problem.file == "calendar.yaml");
    match wrong {
        Some(problem) => Err(format!("{}/{problem}", dir.display())),
        None => Ok(loaded.catalogue.calendar().clone()),
    }
}
