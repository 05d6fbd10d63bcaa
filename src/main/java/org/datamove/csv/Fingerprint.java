package org.datamove.csv;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.datamove.source.SourceInfo;

/** The identity of several files, at a length that does not depend on their number. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(List<SourcePart> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (SourcePart part : parts) {
        SourceInfo info = part.info();
        digest.update(
            (info.path() + "\0" + info.identity() + "\0").getBytes(StandardCharsets.UTF_8));
      }
      return parts.size() + " files, sha256 " + HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
