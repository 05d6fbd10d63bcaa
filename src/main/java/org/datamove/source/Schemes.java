package org.datamove.source;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.datamove.error.ErrorCode;
import org.datamove.error.RequestException;
import org.datamove.error.SourceException;

/** The kinds of sources. A new one is a {@link Scheme} and its name in the list. */
final class Schemes {
  /** Those that a path may be of. */
  static final Schemes ALL = new Schemes(List.of(new FileScheme(), new ObjectScheme()));

  private final List<Scheme> schemes;

  Schemes(List<Scheme> schemes) {
    this.schemes = schemes;
  }

  private Scheme of(String path, Machine machine) {
    for (Scheme scheme : schemes) {
      if (scheme.takes(path)) {
        return scheme;
      }
    }
    throw RequestException.invalid(
        "unknown kind of source \"" + path.substring(0, path.indexOf("://")) + "://\"",
        null,
        forms(schemes.stream(), machine, ", or ", "."));
  }

  private static String forms(Stream<Scheme> schemes, Machine machine, String or, String end) {
    return schemes
        .map(scheme -> scheme.form(machine))
        .collect(Collectors.joining(or, "Write ", end));
  }

  /** As {@link Sources#of}. */
  Source source(String path, SourceAccess access) {
    return of(path, access.machine()).source(path, access);
  }

  /** As {@link Sources#find}. */
  SourceSet find(String path, SourceAccess access) {
    Scheme scheme = of(path, access.machine());
    if (!Glob.isPattern(path) || scheme.exists(path, access)) {
      return new SourceSet(path, false, List.of(scheme.source(path, access)));
    }
    List<Source> found = scheme.listing(path, access).list();
    if (found.isEmpty()) {
      throw new SourceException(
          ErrorCode.SOURCE_NOT_FOUND,
          "no file matches \"" + path + "\"",
          null,
          scheme.patternHint(access.machine()),
          null);
    }
    if (found.size() > SourceListing.MOST_SOURCES) {
      throw Sources.tooMany(path, "files");
    }
    return new SourceSet(path, true, found);
  }

  /** As {@link Sources#requireServers}. */
  void requireServers(String path) {
    List<Scheme> users = schemes.stream().filter(Scheme::usesServers).toList();
    if (users.stream().noneMatch(scheme -> scheme.takes(path))) {
      throw RequestException.invalid(
          "option \"server\" is for objects only",
          "The source is a file.",
          forms(users.stream(), Machine.SERVER, " or ", " to read an object."));
    }
  }

  /** As {@link Sources#areLoaded}. */
  boolean areLoaded() {
    return schemes.stream().noneMatch(Scheme::isUnloaded);
  }

  /** As {@link Sources#load}. */
  String load(String path) {
    return schemes.stream()
        .filter(scheme -> scheme.takes(path))
        .findFirst()
        .map(Scheme::load)
        .orElse(null);
  }
}
