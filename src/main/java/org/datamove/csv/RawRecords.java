package org.datamove.csv;

import java.util.List;
import org.datamove.request.CsvOptions;
import org.datamove.request.HeaderOption;

/** Gives the records of files as they stand there, with what it takes to read them again. */
final class RawRecords {
  private final StorableCheck storable;
  private List<String> positional = List.of();
  private CsvPart last;
  private Origin origin;

  /**
   * Records for a database.
   *
   * @param storable what it can hold; null where it holds every character
   */
  RawRecords(StorableCheck storable) {
    this.storable = storable;
  }

  /** Says to which columns fields go where neither file nor caller names them. */
  void positional(List<String> names) {
    positional = names;
  }

  /** The record that was read last of a file. */
  RawRecord of(CsvPart part, SourcePart source) {
    if (part != last) {
      last = part;
      origin = origin(part, source.info().path());
    }
    RawRecord raw = part.record();
    boolean isStorable = raw.text() == null || storable == null || storable.holds(raw.text());
    return isStorable
        ? raw.from(origin)
        : new RawRecord(null, raw.text().getBytes(part.charset()), origin);
  }

  private Origin origin(CsvPart part, String path) {
    CsvOptions options = part.dialect().options();
    List<String> names;
    if (options.header() instanceof HeaderOption.Names given) {
      names = given.names();
    } else if (options.header() instanceof HeaderOption.Present) {
      names = part.header();
    } else {
      names = options.selectsColumns() ? part.madeUpNames() : positional;
    }
    return new Origin(path, part.dialect().toOptions(part.charset()), names);
  }
}
