//! The examination of a transfer against the register, and the slip for the tax office.

use std::collections::HashMap;

use agency::{AtWork, By};
use agency_domain::{Case, Conclusion, Stage};
use chassis::{Error, Order, Result, execute_one};
use chrono::{DateTime, Datelike as _, NaiveDate};
use kernel::{CaseId, PartyId, Personal};
use land_records_domain::{
    Claim, Command, Filing, Parcel, Party, Place, Refusal, Serial, SerialError, TaxSlip,
};
use proto::intake::v1::{GetDossierResponse, Person};

use crate::{acts::Act, draft::Draft, grpc::LandApi, parcels::Parcels, practice::registry, store};

const PURPOSE: &str = "Lập Phiếu chuyển thông tin để xác định nghĩa vụ tài chính về đất đai";
const MORTGAGE: &str = "Đăng ký thế chấp quyền sử dụng đất";
/// What the form prints where nothing is known.
const UNSTATED: &str = "-/-";

/// The certificate the person says they hold, by the form of the dossier.
fn claimed_serial(file: &GetDossierResponse) -> Result<Option<Serial>> {
    let filing = file.filing.as_ref();
    let answer = filing.and_then(|filing| filing.answers.get("certificate_number"));
    answer
        .map(|answer| answer.parse())
        .transpose()
        .map_err(|why: SerialError| {
            Error::field("filing.answers[certificate_number]", why.to_string())
        })
}

impl LandApi {
    /// Checks the transfer, notes that it was examined, and concludes the leg with the number
    /// of the slip; hands out the slip, a line an entry. Asked again, it answers the same.
    pub async fn examine(
        &self,
        by: &By,
        (id, seen): (CaseId, u32),
        place: &Place,
        mut claim: Claim,
    ) -> Result<Vec<String>> {
        let now = self.chassis.clock.now();
        let case = {
            let mut tx = self.chassis.begin().await?;
            AtWork::on(&mut tx, self.agency(), by, (id, seen))
                .await?
                .case
        };
        Act::ExamineTransfer.must_conclude(&case)?;
        // Before the transaction: intake is another service.
        let dossier = case.offer.dossier;
        let file = self.files.open(&by.actor, dossier, PURPOSE).await?;
        claim.serial = claimed_serial(&file)?;

        let mut tx = self.chassis.begin().await?;
        let work = AtWork::on(&mut tx, self.agency(), by, (id, seen)).await?;
        let case = &work.case;
        let found = store::at(&mut tx, place).await?;
        let parcel = found.ok_or_else(|| Error::refused(Refusal::Unknown))?;
        let transferors = claim.transferors.clone();
        let registry = registry(self.province.zone(), now);
        let concluded = concluded(case);
        match &concluded {
            Some(_) => work.by_nobody_else(&mut tx).await?,
            None => work.as_seen(&mut tx).await?,
        }
        let slip = match &concluded {
            Some(number) => number.clone(),
            None => {
                let series = format!("tax-slip/{}", registry.today.year());
                let number = agency::next_number(&mut tx, &series).await?;
                format!("{number}/PCTT")
            }
        };
        let command = Command::CheckTransfer {
            dossier: case.offer.dossier,
            claim,
            slip: slip.clone(),
        };
        let order = Order::new(parcel.id.into(), command, &by.actor, now);
        let parcel = execute_one::<Parcels>(&mut tx, &registry, order)
            .await?
            .state;
        let filing = self.filing(case, &parcel, &transferors, &file);
        let printed = TaxSlip::draw(&parcel, filing).map_err(Error::refused)?;
        // Concluded so before: whoever only wants the slip again changes nothing.
        if concluded.is_none() {
            let draft = Draft::Examination { parcel: parcel.id };
            store::keep_draft(&mut tx, id, &draft).await?;
            let conclusion = Conclusion {
                document: Some(slip),
                ..Conclusion::granted()
            };
            work.conclude(&mut tx, now, conclusion).await?;
        }
        self.chassis.commit(tx).await?;
        let line = |line: &land_records_domain::SlipLine| {
            format!("{} {}: {}", line.number, line.label, line.value.reveal())
        };
        Ok(printed.lines().iter().map(line).collect())
    }

    /// Those who mortgage, by the form of the dossier; several with commas between them.
    pub async fn mortgagors(&self, by: &By, on: (CaseId, u32)) -> Result<Vec<Personal<PartyId>>> {
        let case = {
            let mut tx = self.chassis.begin().await?;
            AtWork::on(&mut tx, self.agency(), by, on).await?.case
        };
        Act::RegisterMortgage.must_conclude(&case)?;
        let dossier = case.offer.dossier;
        let file = self.files.open(&by.actor, dossier, MORTGAGE).await?;
        let filing = file.filing.unwrap_or_default();
        let numbers = filing
            .answers
            .get("mortgagor_id")
            .cloned()
            .unwrap_or_default();
        let numbers = numbers.split([',', ';']).map(str::parse::<PartyId>);
        Ok(numbers.filter_map(Result::ok).map(Personal::new).collect())
    }

    /// What the dossier knows that the register does not.
    fn filing(
        &self,
        case: &Case,
        parcel: &Parcel,
        transferors: &[Personal<PartyId>],
        file: &GetDossierResponse,
    ) -> Filing {
        let filing = file.filing.clone().unwrap_or_default();
        let dossier = file.dossier.clone().unwrap_or_default();
        let received = dossier.received_at.or(dossier.filed_at);
        let received = received.and_then(|at| DateTime::from_timestamp(at.seconds, 0));
        let received = received.unwrap_or(case.offer.offered_at);
        let persons = [filing.owner.as_ref(), filing.submitter.as_ref()];
        let party = |number: &Personal<PartyId>, name: Personal<String>| Party {
            name,
            address: Personal::new(address(number.reveal(), &persons)),
            number: number.clone(),
            born: None,
        };
        let holders = parcel.holders().iter();
        let giving = holders.filter(|holder| transferors.contains(&holder.number));
        let answers = &filing.answers;
        let receiving = answers.get("transferee_id").and_then(|id| id.parse().ok());
        let name = answers.get("transferee_name").cloned().unwrap_or_default();
        Filing {
            dossier: case.offer.dossier,
            code: case.offer.code.clone(),
            replaces: parcel
                .slip_replaced(case.offer.dossier)
                .map(|slip| slip.number.clone()),
            complete_on: received.with_timezone(&self.province.zone()).date_naive(),
            procedure: change(answers)
                .unwrap_or(&dossier.procedure_name)
                .to_owned(),
            ground: ground(answers),
            transferors: giving.map(|h| party(&h.number, h.name.clone())).collect(),
            transferees: receiving
                .map(|number| party(&Personal::new(number), Personal::new(name)))
                .into_iter()
                .collect(),
        }
    }
}

/// The number of the slip this leg was concluded with, unless it was taken up again since.
fn concluded(case: &Case) -> Option<String> {
    let conclusion = case
        .conclusion()
        .filter(|conclusion| conclusion.granted && !matches!(case.stage, Stage::Held(_)));
    conclusion.and_then(|conclusion| conclusion.document.clone())
}

/// Where the person lives, when it is one of those the dossier names.
fn address(number: &PartyId, persons: &[Option<&Person>]) -> String {
    let known = persons.iter().flatten().find(|person| {
        person
            .citizen_id
            .parse::<PartyId>()
            .is_ok_and(|id| id == *number)
    });
    let address = known.map(|person| person.address.trim().to_owned());
    address
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| UNSTATED.to_owned())
}

/// The kind of change the form asks for.
fn change(answers: &HashMap<String, String>) -> Option<&'static str> {
    Some(match answers.get("change")?.as_str() {
        "transfer" => "Chuyển nhượng quyền sử dụng đất",
        "exchange" => "Chuyển đổi quyền sử dụng đất",
        "inheritance" => "Thừa kế quyền sử dụng đất",
        "gift" => "Tặng cho quyền sử dụng đất",
        "contribution" => "Góp vốn bằng quyền sử dụng đất",
        _ => return None,
    })
}

/// The deed, as far as the form describes it.
fn ground(answers: &HashMap<String, String>) -> String {
    let signed = answers
        .get("contract_date")
        .and_then(|raw| raw.parse::<NaiveDate>().ok());
    let signed = signed.map_or(UNSTATED.to_owned(), |day| {
        day.format("%d/%m/%Y").to_string()
    });
    let deed = format!("Hợp đồng hoặc văn bản về việc chuyển quyền ký ngày {signed}");
    match answers.get("price").map(|price| price.trim()) {
        Some(price) if !price.is_empty() => format!("{deed}, giá trị {price} đồng"),
        _ => deed,
    }
}
