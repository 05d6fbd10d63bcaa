package org.datamove.source;

/** Files of the machine that reads them, by their absolute paths. */
final class FileScheme implements Scheme {
  private static final String MARK = "://";

  @Override
  public boolean takes(String path) {
    return path.startsWith("/") || path.indexOf(MARK) <= 0;
  }

  @Override
  public String form(Machine machine) {
    return machine.say(
        "the file's absolute path on the database server", "the file's absolute path");
  }

  @Override
  public String patternHint(Machine machine) {
    return machine.say("The path is one of the database server's file system. ", "")
        + "\"*\" stands for characters of a name, not for \"/\" nor for a dot at its start.";
  }

  @Override
  public Source source(String path, SourceAccess access) {
    return new FileSource(path, access);
  }

  @Override
  public boolean exists(String path, SourceAccess access) {
    return new FileSource(path, access).exists();
  }

  @Override
  public SourceListing listing(String pattern, SourceAccess access) {
    return new FileListing(pattern, access);
  }
}
