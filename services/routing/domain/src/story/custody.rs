//! What agencies say of the offers they have, in whatever order it arrives.

use catalogue::ClockStart;
use kernel::{Instant, LegId};

use super::Story;
use crate::{Answer, CloseGround, Event, Leg, Refusal, Status};

/// The agency's reason for declining that sends a leg to the coordination queue.
const NOT_COMPETENT: &str = "not-competent";

/// An answer of the agency that is news, and where its leg stands.
struct News {
    n: usize,
    status: Status,
    recalling: bool,
    on_path: bool,
}

impl Story<'_> {
    /// The leg an agency speaks of. None when it says what is known, or speaks of an offer that
    /// another has taken the place of.
    fn news(&self, leg: LegId, attempt: u32, said: Said) -> Result<Option<News>, Refusal> {
        let n = self.position(leg)?;
        let leg = self.leg(n)?;
        if attempt > leg.attempt || attempt == 0 {
            return Err(Refusal::NeverOffered {
                attempt,
                offered: leg.attempt,
            });
        }
        if attempt < leg.attempt || agrees(leg, said)? {
            return Ok(None);
        }
        Ok(Some(News {
            n,
            status: leg.status,
            recalling: leg.recalling,
            on_path: leg.is_on_path(),
        }))
    }

    pub(crate) fn accept(&mut self, leg: LegId, attempt: u32, at: Instant) -> Result<(), Refusal> {
        let Some(news) = self.news(leg, attempt, Said::Accepted)? else {
            return Ok(());
        };
        match news.status {
            Status::Offered => self.take_custody(news.n, at),
            // It took what had been recalled for good before it heard so.
            Status::Undetermined | Status::Waiting | Status::Skipped => self.close_late(news.n, at),
            _ => Ok(()),
        }
    }

    fn take_custody(&mut self, n: usize, at: Instant) -> Result<(), Refusal> {
        let on_path = self.route()?.legs.iter().filter(|leg| leg.is_on_path());
        let first = on_path.into_iter().all(|leg| leg.accepted_at.is_none());
        self.happens(Event::Accepted { leg: n, at });
        // Some procedures count from when the first agency takes over (NĐ 99/2022/NĐ-CP Điều 16.2).
        if first && self.counts_from_custody()? {
            self.happens(Event::ClockStarted { phase: 1, at });
        }
        Ok(())
    }

    fn counts_from_custody(&self) -> Result<bool, Refusal> {
        let route = self.route()?;
        let procedure = self
            .router
            .catalogue
            .procedure_version(&route.procedure, route.version);
        Ok(procedure.is_some_and(|procedure| procedure.clock == ClockStart::FirstCustody))
    }

    fn close_late(&mut self, n: usize, at: Instant) -> Result<(), Refusal> {
        let leg = self.leg(n)?;
        if !leg.ceased {
            let ground = if leg.is_over() {
                CloseGround::NotNeeded
            } else {
                CloseGround::Moved
            };
            self.happens(Event::Ceased { leg: n, ground, at });
        }
        Ok(())
    }

    /// On a route that is over, an acceptance is answered by the end of the case.
    pub(crate) fn accept_in_vain(&mut self, leg: LegId, attempt: u32) -> Result<(), Refusal> {
        let n = self.position(leg)?;
        let leg = self.leg(n)?;
        if leg.attempt != attempt || leg.ceased || leg.status != Status::Skipped {
            return Ok(());
        }
        let ground = CloseGround::RouteClosed;
        let at = self.router.now;
        self.happens(Event::Ceased { leg: n, ground, at });
        Ok(())
    }

    pub(crate) fn complete(
        &mut self,
        leg: LegId,
        attempt: u32,
        (granted, document, payment_due): (bool, Option<String>, bool),
        at: Instant,
    ) -> Result<(), Refusal> {
        let Some(news) = self.news(leg, attempt, Said::Completed { granted })? else {
            return Ok(());
        };
        let n = news.n;
        match news.status {
            // A completion proves the acceptance, should that not have been told.
            Status::Offered => self.take_custody(n, at)?,
            Status::Held => {}
            // It was done before the agency heard that it should hand it back: it is done.
            Status::Undetermined | Status::Waiting if news.recalling => {}
            _ => return Ok(()),
        }
        self.happens(Event::Completed {
            leg: n,
            granted,
            document,
            payment_due,
            at,
        });
        self.account(n, at)?;
        if !news.on_path {
            return self.tell_who_asked(n, at);
        }
        self.call_off_opinions(n, at)?;
        if granted {
            self.go_on(at)
        } else {
            self.settle(false, Some(n), at)
        }
    }

    pub(crate) fn refuse(
        &mut self,
        leg: LegId,
        attempt: u32,
        reason: String,
        at: Instant,
    ) -> Result<(), Refusal> {
        let Some(news) = self.news(leg, attempt, Said::Refused)? else {
            return Ok(());
        };
        let leg = news.n;
        match news.status {
            Status::Offered => {
                let disputed = reason == NOT_COMPETENT && news.on_path;
                self.happens(Event::Refused { leg, reason, at });
                self.tell_who_asked(leg, at)?;
                if disputed {
                    let unit = self.leg(leg)?.unit.clone();
                    let known = self.router.catalogue.unit(&unit);
                    let name = known.map_or_else(|| unit.to_string(), |unit| unit.name.clone());
                    let why = format!("{name} từ chối vì không thuộc thẩm quyền.");
                    self.happens(Event::Undetermined { leg, why, at });
                }
                Ok(())
            }
            Status::Undetermined | Status::Waiting if news.recalling => self.answered(leg, at),
            Status::Held => Err(Refusal::Contradiction {
                said: "từ chối",
                before: "tiếp nhận",
            }),
            _ => Ok(()),
        }
    }

    pub(crate) fn give_back(
        &mut self,
        leg: LegId,
        attempt: u32,
        reason: String,
        at: Instant,
    ) -> Result<(), Refusal> {
        let Some(news) = self.news(leg, attempt, Said::Returned)? else {
            return Ok(());
        };
        let leg = news.n;
        match news.status {
            Status::Offered => self.take_custody(leg, at)?,
            Status::Held => {}
            Status::Undetermined | Status::Waiting if news.recalling => {
                return self.answered(leg, at);
            }
            _ => return Ok(()),
        }
        self.happens(Event::GivenBack { leg, reason, at });
        self.account(leg, at)?;
        if news.on_path {
            self.call_off_opinions(leg, at)?;
            self.back_to_those_before(leg, at)?;
        }
        Ok(())
    }

    /// The dossier goes back to those who had it before; with none before, somebody must decide.
    fn back_to_those_before(&mut self, n: usize, at: Instant) -> Result<(), Refusal> {
        let route = self.route()?;
        // Who has it already, from another branch that gave it back, is not asked twice.
        let over = |before: &usize| route.legs[*before].is_over();
        let before: Vec<usize> = route.agencies_before(n).into_iter().filter(over).collect();
        for leg in before {
            self.offer(leg, at, None)?;
        }
        self.mind_the_clock(at)
    }

    /// The agency has handed back what was recalled or closed.
    pub(crate) fn let_go(&mut self, leg: LegId, at: Instant) -> Result<(), Refusal> {
        let n = self.position(leg)?;
        if self.leg(n)?.recalling {
            self.released(n, at)
        } else {
            Ok(())
        }
    }

    /// The agency gave leg `n` up before it heard that it should. What was closed is answered by
    /// its closing all the same.
    fn answered(&mut self, n: usize, at: Instant) -> Result<(), Refusal> {
        if self.leg(n)?.ceased {
            Ok(())
        } else {
            self.released(n, at)
        }
    }

    /// Leg `n` is free to be offered again.
    fn released(&mut self, n: usize, at: Instant) -> Result<(), Refusal> {
        self.happens(Event::LetGo { leg: n, at });
        let leg = self.leg(n)?;
        if leg.status == Status::Waiting && leg.is_on_path() {
            self.go_on(at)?;
        }
        Ok(())
    }

    pub(crate) fn need_supplement(
        &mut self,
        leg: LegId,
        attempt: u32,
        (components, reason): (Vec<String>, String),
        at: Instant,
    ) -> Result<(), Refusal> {
        let Some(news) = self.news(leg, attempt, Said::Accepted)? else {
            return Ok(());
        };
        match news.status {
            // Whoever gives an opinion asks nothing of the person.
            _ if !news.on_path => return Ok(()),
            Status::Offered => self.take_custody(news.n, at)?,
            Status::Held => {}
            _ => return Ok(()),
        }
        self.happens(Event::SupplementRequested {
            leg: news.n,
            components,
            reason,
            at,
        });
        Ok(())
    }
}

/// What an agency says of an offer.
#[derive(Clone, Copy)]
enum Said {
    Accepted,
    Completed { granted: bool },
    Refused,
    Returned,
}

/// True when `said` is known already: it is the answer that the leg was given, or came before it.
///
/// # Errors
/// When both cannot be true.
fn agrees(leg: &Leg, said: Said) -> Result<bool, Refusal> {
    let Some(answer) = leg.answer else {
        return Ok(false);
    };
    let before = match (answer, said) {
        // Whatever came of it, it was accepted first.
        (Answer::Completed { .. } | Answer::Returned | Answer::LetGo, Said::Accepted)
        | (Answer::Refused, Said::Refused)
        | (Answer::Returned, Said::Returned) => return Ok(true),
        (Answer::Completed { granted }, Said::Completed { granted: now }) if granted == now => {
            return Ok(true);
        }
        (Answer::Completed { granted: true }, _) => "hoàn thành, chấp thuận",
        (Answer::Completed { granted: false }, _) => "hoàn thành, không chấp thuận",
        (Answer::Refused, _) => "từ chối",
        (Answer::Returned, _) => "trả lại",
        (Answer::LetGo, _) => "đã rút lại",
    };
    let said = match said {
        Said::Accepted => "tiếp nhận",
        Said::Completed { granted: true } => "hoàn thành, chấp thuận",
        Said::Completed { granted: false } => "hoàn thành, không chấp thuận",
        Said::Refused => "từ chối",
        Said::Returned => "trả lại",
    };
    Err(Refusal::Contradiction { said, before })
}
