package org.datamove.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;
import org.datamove.json.Json;

/**
 * What may be read for a caller. The SQL gate decides it, from the roles that count; it is carried
 * out here, where a path is resolved and opened.
 *
 * @param roles each of them must be allowed to read a source; where there is none, nothing may be
 * @param workDirectory where engines keep files of their own, which no prefix makes readable; null
 *     for the system's temporary directory
 * @param objectStore how objects are reached
 * @param names how texts name files
 * @param machine where the files are
 */
public record SourceAccess(
    List<RoleSources> roles,
    String workDirectory,
    ObjectStoreSettings objectStore,
    FileNames names,
    Machine machine) {
  /** Everything may be read: for a host that has no roles. */
  public static final SourceAccess UNLIMITED =
      new SourceAccess(List.of(new RoleSources("", true, true, List.of())), null);

  /** Without settings of an object store. */
  public SourceAccess(List<RoleSources> roles, String workDirectory) {
    this(roles, workDirectory, ObjectStoreSettings.NONE, FileNames.UTF8, Machine.SERVER);
  }

  /**
   * What the gate wrote into a request.
   *
   * @param machine which reads the sources
   */
  public static SourceAccess fromJson(
      List<Map<String, Object>> json,
      String workDirectory,
      ObjectStoreSettings objectStore,
      FileNames names,
      Machine machine) {
    List<RoleSources> roles = new ArrayList<>();
    for (Map<String, Object> role : json) {
      roles.add(
          new RoleSources(
              Json.text(role, "role"),
              Json.flag(role, "all_files"),
              Json.flag(role, "all_objects"),
              Json.list(role, "prefixes"),
              texts(Json.map(role, "others"))));
    }
    return new SourceAccess(List.copyOf(roles), workDirectory, objectStore, names, machine);
  }

  /** Whether every file of the server may be read. */
  public boolean allFiles() {
    return !roles.isEmpty() && roles.stream().allMatch(RoleSources::allFiles);
  }

  private static Map<String, String> texts(Map<String, Object> json) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.forEach((key, value) -> texts.put(key, (String) value));
    return texts;
  }

  /**
   * What a path means by its text alone: without {@code .} and {@code ..}, and with a prefix that
   * was given by another way in its real form. Nothing is looked at.
   *
   * @return null where its text says that it may not be read
   */
  String judged(String path) {
    String normalized = PathText.normalized(path);
    if (covers(normalized)) {
      return normalized;
    }
    for (RoleSources role : roles) {
      for (Map.Entry<String, String> other : role.others().entrySet()) {
        if (PathText.covers(PathText.normalized(other.getKey()), normalized)) {
          String rest = normalized.substring(PathText.normalized(other.getKey()).length());
          String real = PathText.normalized(other.getValue() + "/" + rest);
          if (covers(real)) {
            return real;
          }
        }
      }
    }
    return null;
  }

  /** Whether a real path lies within what may be read. */
  boolean covers(String real) {
    return !roles.isEmpty() && roles.stream().allMatch(role -> role.allowsFile(real));
  }

  /** Whether a file may be read, given by its real path. */
  boolean allowsFile(String real) {
    return allFiles() || (covers(real) && !isOwnFile(real));
  }

  /** Whether a directory is on the way to something that may be read. */
  boolean leadsSomewhere(String directory) {
    return !roles.isEmpty() && roles.stream().allMatch(role -> role.leadsSomewhere(directory));
  }

  /**
   * Refuses what may not be read and is no file.
   *
   * @param address such as {@code s3://bucket/key}
   * @param allowable what a prefix of such addresses stands for, in words
   * @throws SourceException with SQLSTATE 42501
   */
  public void requireAddress(String address, String allowable) {
    if (!allowsAddress(address)) {
      throw new SourceException(
          ErrorCode.NOT_PERMITTED,
          "permission denied to read \"" + address + "\"",
          lacking(
                  roles.stream()
                      .filter(role -> !role.allowsAddress(address))
                      .findFirst()
                      .orElse(null))
              + " has no entry in datamove.allowed_source that covers it.",
          "Superusers allow " + allowable + " with datamove.allow_source(prefix, role).",
          null);
    }
  }

  /** Whether what an address names may be read, or what begins with it be listed. */
  public boolean allowsAddress(String address) {
    return !roles.isEmpty() && roles.stream().allMatch(role -> role.allowsAddress(address));
  }

  /** The refusal of a file: the same whether or not it exists. */
  SourceException refusal(String given) {
    return new SourceException(
        ErrorCode.NOT_PERMITTED,
        "permission denied to read file \"" + FileNames.shown(given) + "\"",
        lacking(roles.stream().filter(role -> !role.allFiles()).findFirst().orElse(null))
            + " has neither an entry in datamove.allowed_source that covers it nor the privileges"
            + " of role \"pg_read_server_files\".",
        "Superusers allow files and directories with datamove.allow_source(prefix, role).",
        null);
  }

  private static String lacking(RoleSources role) {
    return role == null ? "The caller" : "Role \"" + role.role() + "\"";
  }

  /** Files of moves under way, where the work directory itself lies within a prefix. */
  private boolean isOwnFile(String real) {
    String given = workDirectory == null ? System.getProperty("java.io.tmpdir") : workDirectory;
    Path parent;
    try {
      parent = names.path(given).toRealPath();
    } catch (IOException e) {
      return false; // there is none, and so no file in it
    }
    String directory = names.text(parent);
    if (!PathText.covers(directory, real) || directory.equals(real)) {
      return false;
    }
    String below = real.substring(directory.equals("/") ? 1 : directory.length() + 1);
    return OwnDirectory.is(parent.resolve(names.path(PathText.names(below).get(0))));
  }
}
