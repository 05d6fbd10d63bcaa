package org.datamove.sql;

import java.util.List;

/** What the text of a function must hold to. */
interface FunctionRule {
  /** What breaks the rule, as the function has it; empty where nothing does. */
  List<String> faults(SqlFunction function);
}
