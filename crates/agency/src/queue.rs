//! A unit's queue: by urgency, filtered, counted.

use agency_domain::{Refusal, Stage};
use chassis::{Error, Result, wire::timestamp};
use kernel::Instant;
use proto::agency::v1::{ListQueueRequest, ListQueueResponse, QueueCounts, TaskCount};
use sqlx::PgConnection;

use crate::{
    AgencyApi, Practice, Province,
    by::By,
    page, store,
    store::Filter,
    wire::{self, Bands},
};

/// The fewest letters of a code that are looked for.
const LEAST: usize = 3;
/// After everything that is due.
const NEVER: Instant = Instant::MAX_UTC;

impl<P: Practice> AgencyApi<P> {
    pub(crate) async fn queue(
        &self,
        by: &By,
        asked: ListQueueRequest,
    ) -> Result<ListQueueResponse> {
        if !asked.unit.is_empty() && asked.unit != by.unit() {
            return Err(Error::refused(Refusal::Unknown));
        }
        let known = self.known();
        let filter = filter(&self.province, by, &asked, &known.bands)?;
        let after = page::after(&asked.page_token)?;
        let size = page::size(asked.page_size);
        // One more than the page, to know whether there is another.
        let limit = size as i64 + 1;
        let is_open = |stage: &String| Stage::OPEN.contains(&stage.as_str());
        let all_open = filter.stages.iter().all(is_open);
        let by_end = !filter.stages.iter().any(is_open);
        let mut db = self.chassis.db.acquire().await?;
        let mut cases = if all_open && !filter.officer.is_empty() {
            store::hands(&mut db, &filter, after, limit).await?
        } else if all_open {
            store::open(&mut db, &filter, after, limit).await?
        } else if by_end {
            store::ended(&mut db, &filter, after, limit).await?
        } else {
            store::in_stages(&mut db, &filter, after, limit).await?
        };
        let more = cases.len() > size;
        cases.truncate(size);
        let next = cases.last().filter(|_| more);
        let told = cases.iter();
        Ok(ListQueueResponse {
            next_page_token: next
                .map(|last| page::token(&last.state, by_end))
                .unwrap_or_default(),
            cases: told
                .map(|stored| known.case(&stored.state, stored.version))
                .collect(),
            counts: match asked.counts {
                true => Some(counts(&mut db, by, &self.province, &known.bands).await?),
                false => None,
            },
        })
    }
}

fn filter(province: &Province, by: &By, asked: &ListQueueRequest, bands: &Bands) -> Result<Filter> {
    let code = asked.code.trim().to_owned();
    if !code.is_empty() && code.chars().count() < LEAST {
        let remedy = "Hãy gõ ít nhất ba ký tự của mã hồ sơ.";
        return Err(Error::field("code", remedy));
    }
    let mut filter = Filter {
        unit: by.unit().to_owned(),
        stages: wire::stages(&asked.stages)?,
        officer: asked.officer.clone(),
        unassigned: asked.unassigned,
        code,
        task: asked.task.clone(),
        procedures: province.procedures(&by.fields, asked.procedure.trim()),
        ..Filter::default()
    };
    match asked.urgency.as_str() {
        "" => {}
        "late" => filter.before = Some(bands.now),
        "today" => (filter.from, filter.before) = (Some(bands.now), Some(bands.today)),
        "soon" => (filter.from, filter.before) = (Some(bands.today), Some(bands.soon)),
        "later" => (filter.from, filter.before) = (Some(bands.soon), Some(NEVER)),
        "in-time" => (filter.from, filter.before) = (Some(bands.today), Some(NEVER)),
        "none" => filter.timeless = true,
        "paused" => filter.paused = true,
        _ => {
            let remedy = "Không có mức khẩn này. Hãy chọn trong danh sách.";
            return Err(Error::field("urgency", remedy));
        }
    }
    Ok(filter)
}

async fn counts(
    db: &mut PgConnection,
    by: &By,
    province: &Province,
    bands: &Bands,
) -> Result<QueueCounts> {
    let ends = (bands.now, bands.today, bands.soon);
    // Whatever the filters are, but for the fields the officer is charged with.
    let procedures = province.procedures_of(by);
    let procedures = procedures.as_deref();
    let found = store::counts(db, by.unit(), by.name(), procedures, ends).await?;
    let tasks = store::tasks(db, by.unit(), procedures).await?;
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(QueueCounts {
        open: number(found.open),
        mine: number(found.mine),
        unassigned: number(found.unassigned),
        proposed: number(found.proposed),
        approved: number(found.approved),
        late: number(found.late),
        today: number(found.today),
        soon: number(found.soon),
        later: number(found.later),
        paused: number(found.paused),
        apologies: number(found.apologies),
        tasks: tasks
            .into_iter()
            .map(|(task, title, cases)| TaskCount {
                task,
                title,
                cases: number(cases),
            })
            .collect(),
        oldest_late: found.oldest_late.map(timestamp),
        next_due: found.next_due.map(timestamp),
    })
}
