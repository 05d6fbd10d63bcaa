package org.datamove.source;

/**
 * Objects of S3 and of stores that speak its protocol; {@link ObjectStores} has what reads them.
 */
final class ObjectScheme implements Scheme {
  @Override
  public boolean takes(String path) {
    return path.startsWith(ObjectUrl.SCHEME);
  }

  @Override
  public String form(Machine machine) {
    return ObjectUrl.FORM;
  }

  @Override
  public String patternHint(Machine machine) {
    return "\"*\" stands for characters of a key, not for \"/\". Keys that the caller may not read"
        + " do not match.";
  }

  @Override
  public Source source(String path, SourceAccess access) {
    return store(access).object(ObjectUrl.of(path), access);
  }

  @Override
  public boolean exists(String path, SourceAccess access) {
    return store(access).exists(ObjectUrl.of(path), access);
  }

  @Override
  public SourceListing listing(String pattern, SourceAccess access) {
    return store(access).listing(ObjectUrl.of(pattern), access);
  }

  private static ObjectStore store(SourceAccess access) {
    return ObjectStores.of(access.objectStore());
  }

  @Override
  public boolean usesServers() {
    return true;
  }

  @Override
  public boolean isUnloaded() {
    return !ObjectStores.isLoaded();
  }

  @Override
  public String load() {
    return ObjectStores.load() ? null : ObjectStores.JAR;
  }
}
