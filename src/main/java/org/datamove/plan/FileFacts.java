package org.datamove.plan;

import java.util.List;

/**
 * What is known of the file when the plan is made.
 *
 * @param path as the caller wrote it
 * @param identity the source's identity
 * @param delimiter the decided delimiter
 * @param names the target column for each field, in the file's order
 */
public record FileFacts(String path, String identity, String delimiter, List<String> names) {
  /** The load columns in the file's order. */
  List<Step.LoadColumn> loadColumns() {
    List<Step.LoadColumn> columns = new java.util.ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(new Step.LoadColumn(names.get(i), i));
    }
    return columns;
  }
}
