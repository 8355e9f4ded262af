//! What was heard, as far as the tables count it.

use chassis::{
    Error, Heard, Result,
    wire::{id, instant, moment},
};
use kernel::{DossierId, Instant, LegId, UnitId};
use prost_types::Timestamp;
use proto::{agency::v1 as agency, intake::v1 as intake, routing::v1 as routing};
use reporting_domain::{
    Accepted, Account, Attribution, Blame, Breach, Channel, Expiry, Fact, Move, Note, Task,
};

/// What was said of a dossier: what moves it in the tables, or a figure beside.
#[derive(Clone, Debug)]
pub enum Said {
    Fact(Fact),
    Note(Note),
}

/// A dossier, when it happened, and what.
pub type Told = (DossierId, Instant, Said);

/// The same, as messages carry it.
type Read = Option<(String, Option<Timestamp>, Said)>;

/// What was heard, when the tables count it.
///
/// # Errors
/// When the message does not say what it must.
pub fn told(heard: &Heard) -> Result<Option<Told>> {
    let readers = [desk, ends, custody, route, figures];
    for read in readers {
        if let Some((dossier, at, said)) = read(heard)? {
            let (dossier, at) = (id("dossier_id", &dossier)?, instant("at", at)?);
            return Ok(Some((dossier, at, said)));
        }
    }
    Ok(None)
}

/// The desk's promise and its clock.
fn desk(heard: &Heard) -> Result<Read> {
    let (dossier, at, fact) = if let Some(m) = heard.read::<intake::DossierAccepted>()? {
        let due = instant("due", m.due)?;
        let channel = match m.channel() {
            intake::Channel::Online => Channel::Online,
            intake::Channel::Post => Channel::Post,
            intake::Channel::Counter | intake::Channel::Unspecified => Channel::Counter,
        };
        let accepted = Accepted {
            code: m.code,
            procedure: m.procedure,
            field: m.field,
            unit: UnitId::new(m.receiving_unit),
            channel,
        };
        (m.dossier_id, m.at, Fact::Accepted(accepted, due))
    } else if let Some(m) = heard.read::<intake::SupplementAsked>()? {
        (m.dossier_id, m.at, Fact::Paused)
    } else if let Some(m) = heard.read::<intake::SupplementReceived>()? {
        if m.partial {
            // Something is still missing: time stays the person's.
            return Ok(None);
        }
        (m.dossier_id, m.at, Fact::Resumed(moment(m.due)))
    } else if let Some(m) = heard.read::<intake::AppointmentPaused>()? {
        (m.dossier_id, m.at, Fact::Paused)
    } else if let Some(m) = heard.read::<intake::AppointmentResumed>()? {
        (m.dossier_id, m.at, Fact::Resumed(moment(m.due)))
    } else if let Some(m) = heard.read::<intake::AppointmentMoved>()? {
        let moved = Move {
            previous: moment(m.previous_due),
            due: instant("due", m.due)?,
        };
        (m.dossier_id, m.at, Fact::Moved(moved))
    } else {
        return Ok(None);
    };
    Ok(Some((dossier, at, Said::Fact(fact))))
}

/// How a dossier ends at the desk, and what comes after.
fn ends(heard: &Heard) -> Result<Read> {
    let (dossier, at, said) = if let Some(m) = heard.read::<intake::ResultReady>()? {
        let ready = Fact::Ready(moment(m.due));
        (m.dossier_id, m.at, Said::Fact(ready))
    } else if let Some(m) = heard.read::<intake::ResultReturned>()? {
        (m.dossier_id, m.at, Said::Fact(Fact::Returned))
    } else if let Some(m) = heard.read::<intake::DossierRefused>()? {
        (m.dossier_id, m.at, Said::Fact(Fact::Refused))
    } else if let Some(m) = heard.read::<intake::DossierWithdrawn>()? {
        (m.dossier_id, m.at, Said::Fact(Fact::Withdrawn))
    } else if let Some(m) = heard.read::<intake::DossierStopped>()? {
        (m.dossier_id, m.at, Said::Fact(Fact::Stopped))
    } else if let Some(m) = heard.read::<intake::SupplementExpired>()? {
        (m.dossier_id, m.at, Said::Fact(Fact::Lapsed))
    } else if let Some(m) = heard.read::<intake::CorrectionOpened>()? {
        (m.dossier_id, m.at, Said::Note(Note::Corrected))
    } else if let Some(m) = heard.read::<intake::DossierRated>()? {
        let score = u8::try_from(m.score)
            .ok()
            .filter(|score| (1..=5).contains(score));
        let score = score.ok_or_else(|| Error::field("score", "Điểm đánh giá từ 1 đến 5."))?;
        (m.dossier_id, m.at, Said::Note(Note::Rated { score }))
    } else if let Some(m) = heard.read::<intake::LossReported>()? {
        let unit = UnitId::new(m.unit);
        (m.dossier_id, m.at, Said::Note(Note::Lost { unit }))
    } else {
        return Ok(None);
    };
    Ok(Some((dossier, at, said)))
}

/// Who holds it, as the agencies say.
fn custody(heard: &Heard) -> Result<Read> {
    macro_rules! attempt {
        ($m:ident, $fact:path) => {{
            let leg: LegId = id("leg_id", &$m.leg_id)?;
            let fact = $fact(leg, $m.attempt, UnitId::new($m.unit));
            ($m.dossier_id, $m.at, fact)
        }};
    }
    let (dossier, at, fact) = if let Some(m) = heard.read::<agency::LegAccepted>()? {
        attempt!(m, Fact::Taken)
    } else if let Some(m) = heard.read::<agency::LegReturned>()? {
        attempt!(m, Fact::LetGo)
    } else if let Some(m) = heard.read::<agency::LegCompleted>()? {
        attempt!(m, Fact::LetGo)
    } else if let Some(m) = heard.read::<agency::CaseMoved>()? {
        let leg: LegId = id("leg_id", &m.leg_id)?;
        let moved = Fact::LegMovedUnit(leg, UnitId::new(m.unit));
        (m.dossier_id, m.at, moved)
    } else {
        return Ok(None);
    };
    Ok(Some((dossier, at, Said::Fact(fact))))
}

/// What the route says of units that are no more, of offers, and of who is late.
fn route(heard: &Heard) -> Result<Read> {
    let (dossier, at, said) = if let Some(m) = heard.read::<routing::LegOffered>()? {
        let leg: LegId = id("leg_id", &m.leg_id)?;
        let task = Task {
            word: m.task,
            title: m.title,
            opinion: !m.opinion_for.is_empty(),
        };
        (m.dossier_id, m.at, Said::Fact(Fact::Offered(leg, task)))
    } else if let Some(m) = heard.read::<routing::ReceivingMoved>()? {
        let moved = Fact::ReceivingMoved(UnitId::new(m.to_unit));
        (m.dossier_id, m.at, Said::Fact(moved))
    } else if let Some(m) = heard.read::<routing::LegMovedUnit>()? {
        let leg: LegId = id("leg_id", &m.leg_id)?;
        let moved = Fact::LegMovedUnit(leg, UnitId::new(m.to_unit));
        (m.dossier_id, m.at, Said::Fact(moved))
    } else if let Some(m) = heard.read::<routing::LegClosed>()? {
        let leg: LegId = id("leg_id", &m.leg_id)?;
        (m.dossier_id, m.at, Said::Fact(Fact::LegClosed(leg)))
    } else if let Some(m) = heard.read::<routing::ApologyGiven>()? {
        let new_due = instant("new_due", m.new_due)?;
        (m.dossier_id, m.at, Said::Fact(Fact::Apologised(new_due)))
    } else if let Some(m) = heard.read::<routing::LegExpired>()? {
        let expiry = Expiry {
            leg: id("leg_id", &m.leg_id)?,
            attempt: m.attempt,
            unit: UnitId::new(m.unit),
            at: instant("at", m.at)?,
        };
        let note = Note::OfferExpired(expiry);
        (m.dossier_id, m.at, Said::Note(note))
    } else if let Some(m) = heard.read::<routing::LegOverdue>()? {
        let note = Note::LegOverdue {
            leg: id("leg_id", &m.leg_id)?,
            unit: UnitId::new(m.unit),
            due: instant("due", m.due)?,
        };
        (m.dossier_id, m.at, Said::Note(note))
    } else if let Some(m) = heard.read::<routing::DossierOverdue>()? {
        let note = Note::Overdue {
            unit: UnitId::new(m.unit),
            due: instant("due", m.due)?,
        };
        (m.dossier_id, m.at, Said::Note(note))
    } else {
        return Ok(None);
    };
    Ok(Some((dossier, at, said)))
}

/// What the route has already added up.
fn figures(heard: &Heard) -> Result<Read> {
    let (dossier, at, note) = if let Some(m) = heard.read::<routing::LegAccounted>()? {
        let account = Account {
            leg: id("leg_id", &m.leg_id)?,
            key: m.key,
            unit: UnitId::new(m.unit),
            procedure: m.procedure,
            at: instant("at", m.at)?,
            waiting: m.waiting_minutes.into(),
            spent: m.spent_minutes.into(),
            allotted: m.allotted_minutes.into(),
        };
        (m.dossier_id, m.at, Note::Accounted(account))
    } else if let Some(m) = heard.read::<routing::DelayAttributed>()? {
        let blame = |blame: routing::Blame| {
            Ok(Blame {
                unit: UnitId::new(blame.unit),
                leg: leg("blames.leg_id", &blame.leg_id)?,
                key: blame.key,
                minutes: blame.minutes.into(),
            })
        };
        let blames = m.blames.into_iter().map(blame).collect::<Result<_>>()?;
        let at = instant("at", m.at)?;
        let note = Note::Attributed(Attribution { at, blames });
        (m.dossier_id, m.at, note)
    } else if let Some(m) = heard.read::<routing::ApologyMissed>()? {
        let breach = Breach {
            at: instant("at", m.at)?,
            due: instant("due", m.due)?,
            unit: UnitId::new(m.unit),
            leg: leg("leg_id", &m.leg_id)?,
        };
        (m.dossier_id, m.at, Note::ApologyMissed(breach))
    } else {
        return Ok(None);
    };
    Ok(Some((dossier, at, Said::Note(note))))
}

/// A leg; none when it was the desk itself.
fn leg(field: &str, text: &str) -> Result<Option<LegId>> {
    match text {
        "" => Ok(None),
        text => id(field, text).map(Some),
    }
}
