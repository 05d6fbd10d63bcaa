package org.datamove.validate;

import java.util.List;
import org.datamove.request.Request;
import org.datamove.validate.columns.CaseRule;
import org.datamove.validate.columns.ColumnSetRule;
import org.datamove.validate.columns.DuplicateNameRule;
import org.datamove.validate.columns.EvolvedColumnsRule;
import org.datamove.validate.columns.MatchKeyRule;
import org.datamove.validate.columns.NameRule;
import org.datamove.validate.columns.NewKeyRule;
import org.datamove.validate.columns.TypesRule;
import org.datamove.validate.columns.UpdateColumnsRule;
import org.datamove.validate.finding.Findings;
import org.datamove.validate.move.NotForeseen;
import org.datamove.validate.move.Operation;
import org.datamove.validate.move.Rule;
import org.datamove.validate.move.Subject;
import org.datamove.validate.row.RowChecker;
import org.datamove.validate.target.ConflictRule;
import org.datamove.validate.target.DeferredRule;
import org.datamove.validate.target.DeniedRule;
import org.datamove.validate.target.NewTargetRule;
import org.datamove.validate.target.PrivilegeRule;
import org.datamove.validate.target.RewriteRule;
import org.datamove.validate.target.StagingRule;
import org.datamove.validate.target.TargetKindRule;

/** Picks the rules for an operation and runs all of them. */
public final class ValidationService {
  private static final List<Rule> NEW_TABLE =
      List.of(
          new NewTargetRule(),
          new StagingRule(),
          new NameRule(),
          new DuplicateNameRule(),
          new NewKeyRule(),
          new UpdateColumnsRule(),
          new TypesRule());

  private static final List<Rule> EXISTING_SCHEMA =
      List.of(
          new PrivilegeRule(),
          new DeniedRule(),
          new StagingRule(),
          new RewriteRule(),
          new NotForeseen(),
          new MatchKeyRule(),
          new UpdateColumnsRule(),
          new DeferredRule(),
          new ConflictRule(),
          new DuplicateNameRule(),
          new CaseRule(),
          new ColumnSetRule(),
          new TypesRule());

  private static final List<Rule> NEW_SCHEMA =
      List.of(
          new PrivilegeRule(),
          new DeniedRule(),
          new StagingRule(),
          new RewriteRule(),
          new NotForeseen(),
          new MatchKeyRule(),
          new UpdateColumnsRule(),
          new DeferredRule(),
          new ConflictRule(),
          new NameRule(),
          new DuplicateNameRule(),
          new CaseRule(),
          new EvolvedColumnsRule(),
          new TypesRule());

  private ValidationService() {}

  /** Notes what a dry run cannot foresee of the steps of its plan. */
  public static void foresee(Request request, List<String> commands, Findings findings) {
    if (request.dryRun()) {
      NotForeseen.eventTriggers(request.session().eventTriggers(), commands, findings);
    }
  }

  /**
   * Looks at names and target; the rows are the business of {@link RowChecker}.
   *
   * @return false where the target is nothing that takes rows, so that neither its columns nor the
   *     rows are worth looking at
   */
  public static boolean check(Subject subject, Findings findings) {
    if (subject.operation() != Operation.NEW_TABLE && !TargetKindRule.check(subject, findings)) {
      return false;
    }
    List<Rule> rules =
        switch (subject.operation()) {
          case NEW_TABLE -> NEW_TABLE;
          case EXISTING_SCHEMA -> EXISTING_SCHEMA;
          case NEW_SCHEMA -> NEW_SCHEMA;
        };
    for (Rule rule : rules) {
      rule.check(subject, findings);
    }
    return true;
  }
}
