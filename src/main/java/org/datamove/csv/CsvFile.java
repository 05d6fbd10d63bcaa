package org.datamove.csv;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Consumer;

/**
 * An open CSV file, or several that are read as one: the dialect, the header and, one after the
 * other, the records.
 */
public sealed interface CsvFile extends AutoCloseable permits SourceFiles, KeptRecords {
  /** Whether the path is one that stands for any number of files. */
  boolean several();

  /** Says who is told of files that do not go with the first one. */
  void onProblem(Consumer<FileProblem> listener);

  /** Says which columns records have, if the file does not, and who knows where fields belong. */
  void expect(List<String> names, RowFitter fitter);

  /** What the first file's first bytes say of it. */
  FileStart start();

  /** How the files are written. */
  Dialect dialect();

  /** The encoding that the first file is read in. */
  Charset charset();

  /** What is read, in order, with what is known of each so far. */
  List<SourcePart> parts();

  /** The path of the file that a place is in, or null where the path names one file only. */
  String pathOf(long place);

  /** Whether the first record of each file holds the column names. */
  boolean hasHeader();

  /** Whether the columns have names of their own, in the file or given by the caller. */
  boolean hasNames();

  /** Whether the first file holds no record at all, not even a header. */
  boolean isEmpty();

  /** The first record: its place and, where it is malformed, its problem. */
  Row firstRecord();

  /**
   * The column names: of the file's header, or those given by the caller; without the columns that
   * the caller has not selected.
   *
   * @return one for each field, empty where the name is; none where fields go by position
   */
  List<String> names();

  /** Whether the caller names the columns, so that a file without a record has some too. */
  boolean namesAreGiven();

  /** Whether it is known which columns the file has: its first record may have to say it. */
  boolean isDecided();

  /**
   * Reads the next record, of the next file where one has ended.
   *
   * @return false at the end of the last file
   */
  boolean next(Row row) throws IOException;

  /** The record that was read last, as it stands in its file. */
  RawRecord record();

  /** Whether it is a file of rejected rows, which says of each what it was corrected from. */
  boolean isOfRejects();

  /** What the record that was read last was corrected from, or null where nobody says so. */
  CorrectedRow corrected();

  /** A text that differs once any of the files, or which files there are, has changed. */
  String identity();

  /** The size of all files together, in bytes as they are stored. */
  long bytes();

  /** How many records have been read so far, the headers apart; any thread may ask. */
  long rowsRead();

  /** How many bytes of the sources have been taken so far, as stored; any thread may ask. */
  long bytesRead();

  /** Makes sure that every file is what it was when it was opened. */
  void ensureUnchanged();

  /** A place in words: {@code line 7}, or {@code line 7 of "/data/b.csv"}. */
  default String words(long place) {
    String path = pathOf(place);
    return "line " + Place.line(place) + (path == null ? "" : " of \"" + path + "\"");
  }

  @Override
  void close() throws IOException;
}
