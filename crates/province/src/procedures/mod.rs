//! `motcua procedures`: what the province's data says about procedures, for an administrator.

mod check;
mod describe;
mod diff;
mod plan;
mod surroundings;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use catalogue::{Catalogue, Loaded, SourceFile};
use chassis::config::Province;

use crate::say::{complain, say};

/// Thủ tục hành chính trong dữ liệu của tỉnh: kiểm tra, lập quy trình thử, so sánh phiên bản.
#[derive(clap::Args)]
pub struct Asked {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Kiểm tra toàn bộ dữ liệu của tỉnh; mỗi lỗi một dòng: tệp, dòng, lý do.
    #[command(after_help = "Mã thoát: 0 không có lỗi; 1 có lỗi; 2 không đọc được thư mục.")]
    Check {
        /// Thư mục dữ liệu của tỉnh.
        #[arg(default_value = "provinces/quang-ngai", value_name = "THƯ MỤC")]
        dir: PathBuf,
    },
    /// Lập thử quy trình liên thông của một hồ sơ, không ghi gì.
    Plan(plan::Wanted),
    /// So sánh hai phiên bản của một thủ tục, hoặc hai thư mục dữ liệu.
    #[command(after_help = diff::HELP)]
    Diff {
        /// MÃ PHIÊN-BẢN PHIÊN-BẢN, hoặc THƯ-MỤC-CŨ THƯ-MỤC-MỚI.
        #[arg(num_args = 2..=3, required = true, value_name = "CÁI GÌ")]
        what: Vec<String>,
        /// Thư mục dữ liệu của tỉnh, khi so sánh hai phiên bản.
        #[arg(long, default_value = "provinces/quang-ngai")]
        province: PathBuf,
    },
}

/// What is shown, or why nothing can be.
type Shown = Result<String, Failed>;

/// Why a question has no answer.
pub enum Failed {
    /// The data say no, or there is no such thing.
    No(String),
    /// The data cannot be read at all.
    Unreadable(String),
}

pub fn procedures(asked: Asked) -> ExitCode {
    let shown = match asked.what {
        What::Check { dir } => return check::check(&dir),
        What::Plan(wanted) => wanted.plan(),
        What::Diff { what, province } => diff::diff(&what, &province),
    };
    match shown {
        Ok(text) => {
            say(text.trim_end());
            ExitCode::SUCCESS
        }
        Err(Failed::No(why)) => {
            complain(&why);
            ExitCode::from(1)
        }
        Err(Failed::Unreadable(why)) => {
            complain(&why);
            ExitCode::from(2)
        }
    }
}

fn load(dir: &Path) -> Result<Loaded, Failed> {
    let province = Province {
        dir: dir.to_owned(),
    };
    let files: Vec<SourceFile> = province.files().map_err(|error| {
        Failed::Unreadable(format!("Không đọc được dữ liệu của tỉnh: {error:#}."))
    })?;
    Ok(Catalogue::parse(&files))
}

/// The catalogue, with a word on what had to be left out of it.
fn catalogue(dir: &Path) -> Result<Catalogue, Failed> {
    let loaded = load(dir)?;
    if !loaded.problems.is_empty() {
        complain(&format!(
            "Dữ liệu có {} lỗi, phần có lỗi bị bỏ qua; xem: motcua procedures check {}",
            loaded.problems.len(),
            dir.display()
        ));
    }
    Ok(loaded.catalogue)
}

/// `a, b, c`, or a word when there is none.
fn listed(all: impl IntoIterator<Item = String>) -> String {
    let all: Vec<String> = all.into_iter().collect();
    match all.is_empty() {
        true => "không có".to_owned(),
        false => all.join(", "),
    }
}
