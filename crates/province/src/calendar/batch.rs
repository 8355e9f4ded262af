//! Many questions, a line each.

use std::{
    io::{self, BufRead as _, BufReader, BufWriter},
    process::ExitCode,
};

use kernel::working_time::Calendar;
use serde_json::{Value, json};

use super::{
    answer::{Op, answer},
    question::Refused,
};
use crate::say::complain;

pub fn run(calendar: &Calendar, op: Op) -> ExitCode {
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    match answer_all(calendar, op, &mut input, &mut output) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(refused) => {
            complain(&format!("{refused} câu không trả lời được."));
            ExitCode::from(1)
        }
        // Whoever read the answers wants no more of them.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("Không đọc được đầu vào chuẩn: {error}"));
            ExitCode::from(2)
        }
    }
}

/// One answer a line, in order; how many were refused.
fn answer_all(
    calendar: &Calendar,
    op: Op,
    input: &mut BufReader<impl io::Read>,
    output: &mut impl io::Write,
) -> io::Result<u64> {
    let mut refused = 0;
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let answered = question(&line).and_then(|(question, id)| {
            answer(calendar, op, &question).map_err(|refused| (refused, id))
        });
        let mut answer = match answered {
            Ok(answer) => serde_json::to_vec(&answer)?,
            Err((why, id)) => {
                refused += 1;
                serde_json::to_vec(&told(&why, id))?
            }
        };
        answer.push(b'\n');
        output.write_all(&answer)?;
        line.clear();
        // Whoever asks one question and waits has it answered; a file is answered in blocks.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(refused)
}

type Question = (serde_json::Map<String, Value>, Option<Value>);

fn question(line: &[u8]) -> Result<Question, (Refused, Option<Value>)> {
    match serde_json::from_slice(line.trim_ascii()) {
        Ok(Value::Object(question)) => {
            let id = question.get("id").cloned();
            Ok((question, id))
        }
        Ok(_) => Err(no_object("không phải đối tượng JSON".to_owned())),
        Err(_) if line.trim_ascii().is_empty() => Err(no_object("trống".to_owned())),
        Err(error) => Err(no_object(format!("không đọc được JSON ({error})"))),
    }
}

fn no_object(why: String) -> (Refused, Option<Value>) {
    let remedy = "hãy viết mỗi dòng một đối tượng, như {\"start\": …, \"term\": \"1d\"}";
    (Refused::new("", format!("dòng {why}; {remedy}")), None)
}

fn told(refused: &Refused, id: Option<Value>) -> Value {
    let Refused { field, why } = refused;
    let error = if field.is_empty() {
        why.clone()
    } else {
        format!("{field}: {why}")
    };
    let mut told = json!({ "error": error, "field": field });
    if let (Some(id), Some(told)) = (id, told.as_object_mut()) {
        told.insert("id".to_owned(), id);
    }
    told
}
