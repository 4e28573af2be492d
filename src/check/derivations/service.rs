//! Derivations on time: last days to serve, to file and to ask, each with an earlier, prudent one.

use chrono::NaiveDate;

use super::{Open, Reading, Step, never, no_value, value};
use crate::case::Fact;
use crate::catalog::petition::{Deadline, Notice, Relief};
use crate::check::determination::Truth;
use crate::check::eligibility::relief_of;
use crate::check::lawbook::LawRef;
use crate::source::FieldPath;

/// The notices of what is pleaded, and whether a provision asks for each.
fn notices<'a>(reading: &Reading<'a>) -> Vec<(&'a Notice, bool)> {
    let inquiry = reading.inquiry;
    let pleaded = inquiry.decided.iter().filter(|one| one.pleaded);
    let noticed =
        pleaded.filter_map(|one| Some((one, relief_of(inquiry.petition, one)?.notice.as_ref()?)));
    let binds = |unit: &FieldPath, notice: &Notice| {
        let when =
            notice.binds_when.as_ref().map(|when| inquiry.evaluate_strictly(unit, when).truth);
        !notice.prudence || when == Some(Truth::True)
    };
    noticed.map(|(one, notice)| (notice, binds(&one.unit, notice))).collect()
}

pub(super) fn serve_by(reading: &Reading<'_>) -> Step {
    let binding = notices(reading).into_iter().filter(|(_, binds)| *binds);
    let book = reading.inquiry.book();
    first(reading, binding, &|notice, hearing| book.serve_by(notice, hearing))
}

pub(super) fn serve_by_prudent(reading: &Reading<'_>) -> Step {
    let manner = reading.word("/service.by").unwrap_or_else(|| "mail".to_owned());
    let added = reading.parameter(&format!("served by {manner}")).ok();
    let book = reading.inquiry.book();
    first(reading, notices(reading).into_iter(), &|notice, hearing| {
        book.serve_prudently(notice, added, hearing)
    })
}

pub(super) fn file_by(reading: &Reading<'_>) -> Step {
    let binding = notices(reading).into_iter().filter(|(one, binds)| one.filed && *binds);
    let book = reading.inquiry.book();
    first(reading, binding, &|notice, hearing| book.file_by(notice, hearing))
}

/// The earliest of the last days before the hearing: joined papers take the longest notice.
fn first<'a>(
    reading: &Reading<'_>,
    notices: impl Iterator<Item = (&'a Notice, bool)>,
    day: &dyn Fn(LawRef<'a>, NaiveDate) -> Option<NaiveDate>,
) -> Step {
    let notices: Vec<&Notice> = notices.map(|(one, _)| one).collect();
    if notices.is_empty() {
        return Err(never("no provision asks for notice"));
    }
    let hearing = reading.date("/hearing.date")?;
    let law = |notice: &&'a Notice| LawRef { provision: &notice.provision, name: &notice.value };
    let days = notices.iter().filter_map(|notice| day(law(notice), hearing));
    let first = days.min().ok_or_else(no_value)?;
    Ok(value(Fact::Date(first), format!("the hearing is on {hearing}")))
}

pub(super) fn file_by_prudent(reading: &Reading<'_>) -> Step {
    let day = reading.step(file_by)?;
    earlier(reading, day)
}

/// A day ahead of a last day, which leaves time for a clerk who sends papers back.
fn earlier(reading: &Reading<'_>, last: NaiveDate) -> Step {
    let day = reading.inquiry.book().prudent(last);
    Ok(value(Fact::Date(day), format!("the last day is {last}")))
}

/// The periods of one kind that run for what is pleaded, each with the day from which it runs in the unit.
fn timed<'a>(
    reading: &Reading<'a>,
    of: fn(&'a Relief) -> Option<&'a Deadline>,
) -> Result<Vec<(LawRef<'a>, NaiveDate)>, Open> {
    let inquiry = reading.inquiry;
    let pleaded = inquiry.decided.iter().filter(|one| one.pleaded);
    let timed = pleaded.filter_map(|one| Some((&one.unit, of(relief_of(inquiry.petition, one)?)?)));
    let from = |(unit, time): (&FieldPath, &'a Deadline)| {
        let from = Reading { inquiry, unit }.date(&time.from)?;
        Ok((LawRef { provision: &time.provision, name: &time.value }, from))
    };
    timed.map(from).collect()
}

/// The deadlines of what is pleaded.
fn deadlines(reading: &Reading<'_>) -> Result<Vec<NaiveDate>, Open> {
    let timed = timed(reading, |relief| relief.deadline.as_ref())?;
    let last = |(law, from)| reading.inquiry.book().within(law, from).ok_or_else(no_value);
    timed.into_iter().map(last).collect()
}

pub(super) fn seal_by(reading: &Reading<'_>) -> Step {
    let timed = timed(reading, |relief| relief.seal_by.as_ref())?;
    // It binds those who hold the records, so no holiday moves it.
    let last = |(law, from)| reading.inquiry.book().last_day(law, from);
    let day = timed.into_iter().filter_map(last).min();
    let day = day.ok_or_else(|| never("no provision says when the records are sealed"))?;
    Ok(value(Fact::Date(day), "counted from the arrest".to_owned()))
}

pub(super) fn seal_by_over(reading: &Reading<'_>) -> Step {
    let day = reading.step(seal_by)?;
    let over = reading.inquiry.as_of > day;
    Ok(value(Fact::Flag(over), format!("the day is {day}")))
}

pub(super) fn deadline(reading: &Reading<'_>) -> Step {
    let first = deadlines(reading)?.into_iter().min();
    let first = first.ok_or_else(|| never("no provision limits the time to ask"))?;
    Ok(value(Fact::Date(first), "the time to ask ends then".to_owned()))
}

pub(super) fn deadline_prudent(reading: &Reading<'_>) -> Step {
    let day = reading.step(deadline)?;
    earlier(reading, day)
}

pub(super) fn response_due(reading: &Reading<'_>) -> Step {
    let on = reading.date("/service.on")?;
    let due =
        reading.inquiry.book().within(reading.parameter("response")?, on).ok_or_else(no_value)?;
    Ok(value(Fact::Date(due), format!("the papers were served on {on}")))
}
