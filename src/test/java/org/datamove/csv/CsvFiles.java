package org.datamove.csv;

import java.io.IOException;
import java.util.List;
import org.datamove.request.CsvOptions;
import org.datamove.source.SourceSet;

/** Files that are read for no table, in a database that holds every character. */
public final class CsvFiles {
  private CsvFiles() {}

  /** Opens files, of which each has a header where the options say so. */
  public static CsvFile open(SourceSet sources, CsvOptions options) throws IOException {
    return new SourceFiles(sources, options, null, null, List.of(), HeaderJudge.NEVER);
  }
}
