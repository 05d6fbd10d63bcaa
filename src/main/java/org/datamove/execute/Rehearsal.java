package org.datamove.execute;

import java.io.IOException;
import java.util.List;
import org.datamove.execute.RefusedReport.Refused;

/** Carries a plan out and undoes it; an error becomes a finding. */
final class Rehearsal {
  private final Database database;
  private final Execution execution;

  Rehearsal(Database database, Execution execution) {
    this.database = database;
    this.execution = execution;
  }

  void run(MoveResult result) throws IOException, InterruptedException {
    database.begin();
    try {
      result.rehearsed(execution.run());
    } catch (RowsRefusedException e) {
      result.refused(e.rows().stream().map(Refused::of).toList());
    } catch (RowRefusedException e) {
      result.refused(List.of(new Refused(e.failure(), e.line(), e.path())));
    } catch (RefusedException e) {
      result.refused(List.of(new Refused(e.failure(), null, null)));
    } catch (MoveFailedException e) {
      result.refused(List.of(new Refused(e.failure(), null, null)));
    }
    database.undoTo(0);
  }
}
