//! Deleting import records: those of this journal that are complete, and no others.

use crate::journal::Event;
use crate::service::is_final;
use crate::{Failure, Run};

/// How many records are deleted before the journal is written.
const AT_ONCE: usize = 100;

/// Deletes the records. Those of failed imports stay: they tell why.
pub(crate) async fn clean_up(run: &mut Run<'_>) -> Result<(), Failure> {
    loop {
        let records = run.devices.iter().filter_map(|device| Some((device, run.journal.record(device)?)));
        let left = records.filter(|(_, record)| record.own && record.is_complete() && !record.deleted);
        let left: Vec<_> = left.map(|(device, record)| (&device.serial, record.id.clone())).collect();
        let Some(records) = left.chunks(AT_ONCE).next() else { return Ok(()) };
        run.show(format!("records to delete: {}", left.len()));

        let ids: Vec<&str> = records.iter().map(|(_, id)| id.as_str()).collect();
        let answers = run.service.delete(&ids).await;
        let deleted = records.iter().zip(&answers).filter(|(_, answer)| answer.is_ok());
        run.journal.append(deleted.map(|((serial, _), _)| Event::Deleted { serial: (*serial).clone() }))?;
        let mut errors = answers.into_iter().filter_map(Result::err);
        match errors.next() {
            Some(error) if is_final(&error) => return Err(Failure::Service(error)),
            Some(error) => {
                run.progress.say(format!("{} records are still there, trying again: {error}", errors.count() + 1));
                tokio::time::sleep(run.args.interval).await;
            }
            None => {}
        }
    }
}
