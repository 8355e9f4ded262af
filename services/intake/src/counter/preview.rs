//! The appointment as it would be promised.

use chassis::{Error, Result};
use intake_domain::{Channel, DayIs, Paper, Preview, Sought};
use kernel::{UnitId, line};
use proto::intake::v1 as pb;
use tonic::Request;

use super::opened;
use crate::{Intake, explain, wire};

impl Intake {
    pub(super) async fn previewed(
        &self,
        request: Request<pb::PreviewAppointmentRequest>,
    ) -> Result<pb::PreviewAppointmentResponse> {
        let (_, asked) = opened(request)?;
        let now = self.chassis.clock.now();
        let sought = sought(asked, now)?;
        let preview = self.desk(now).preview(&sought).map_err(Error::refused)?;
        answer(&preview)
    }
}

fn sought(asked: pb::PreviewAppointmentRequest, now: kernel::Instant) -> Result<Sought> {
    let mut wrong = chassis::Violations::default();
    let procedure = wrong.check("procedure", line(&asked.procedure, 40));
    let unit = wrong.check("receiving_unit", line(&asked.receiving_unit, 60));
    let papers = wire::papers(&mut wrong, "papers", &asked.papers);
    let channel = match asked.channel() {
        pb::Channel::Unspecified => Channel::Counter,
        channel => wire::channel(channel)?,
    };
    let at = chassis::wire::moment(asked.at);
    if asked.at.is_some() && at.is_none() {
        wrong.add("at", "Thời điểm không hợp lệ.");
    }
    wrong.finish()?;
    let there = |paper: &&Paper| paper.electronic || paper.originals + paper.copies > 0;
    Ok(Sought {
        procedure: procedure.unwrap_or_default(),
        unit: UnitId::new(unit.unwrap_or_default()),
        place: UnitId::new(asked.place),
        answers: asked.answers.into_iter().collect(),
        papers: papers
            .iter()
            .filter(there)
            .map(|paper| paper.component.clone())
            .collect(),
        channel,
        at: at.unwrap_or(now),
    })
}

fn answer(preview: &Preview) -> Result<pb::PreviewAppointmentResponse> {
    let leg = |leg: &intake_domain::PreviewLeg| pb::PreviewLeg {
        key: leg.key.clone(),
        name: leg.title.clone(),
        term: leg
            .term
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    };
    Ok(pb::PreviewAppointmentResponse {
        appointment: Some(wire::appointment(&preview.appointment)),
        days: preview.days.iter().map(day).collect(),
        lines: explain::lines(&preview.appointment)?,
        legs: preview.legs.iter().map(leg).collect(),
        difficult: preview.difficult,
        receipt: preview.receipt,
        terms: preview.terms.iter().map(ToString::to_string).collect(),
    })
}

fn day(counted: &intake_domain::CountedDay) -> pb::CalendarDay {
    let (kind, name) = match &counted.is {
        DayIs::Counted => (pb::DayKind::Counted, ""),
        DayIs::Before => (pb::DayKind::Before, ""),
        DayIs::Rest => (pb::DayKind::Rest, ""),
        DayIs::Holiday(name) => (pb::DayKind::Holiday, name.as_str()),
        DayIs::MakeUp(name) => (pb::DayKind::MakeUp, name.as_str()),
    };
    pb::CalendarDay {
        date: counted.date.to_string(),
        kind: kind.into(),
        name: name.to_owned(),
    }
}
