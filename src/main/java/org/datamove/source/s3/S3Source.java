package org.datamove.source.s3;

import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.datamove.error.ErrorCode;
import org.datamove.error.SourceException;
import org.datamove.source.ObjectUrl;
import org.datamove.source.Source;
import org.datamove.source.SourceAccess;
import org.datamove.source.SourceInfo;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** An object, pinned to the contents that it had when it was first looked at. */
final class S3Source implements Source {
  /** The contents that are meant: by their ETag, or where there is none by size and time. */
  private record Pinned(SourceInfo info, String etag, Instant modified) {}

  private final ObjectUrl url;
  private final S3Client client;
  private final Faults faults;
  private final Patience patience;
  private final SourceAccess access;
  private Pinned pinned;

  S3Source(ObjectUrl url, S3Client client, Faults faults, Patience patience, SourceAccess access) {
    this.url = url;
    this.client = client;
    this.faults = faults;
    this.patience = patience;
    this.access = access;
  }

  @Override
  public SourceInfo info() {
    url.requireAllowed(access);
    if (pinned == null) {
      pinned = Network.call(this::look);
    }
    return pinned.info();
  }

  /** What a listing says of it; saves a request. */
  void pin(long bytes, String etag, Instant modified) {
    pinned = new Pinned(new SourceInfo(url.toString(), bytes, etag), etag, seconds(modified));
  }

  /** As exact as HTTP is. */
  private static Instant seconds(Instant time) {
    return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
  }

  private Pinned look() {
    HeadObjectResponse head;
    try {
      head = client.headObject(r -> r.bucket(url.bucket()).key(url.key()));
    } catch (SdkException e) {
      throw reason(e);
    }
    if (head.contentLength() == null) {
      throw faults.lacking(url, "does not say how large it is");
    }
    if (head.eTag() == null && head.lastModified() == null) {
      throw faults.lacking(url, "gives neither its ETag nor the time of its last change");
    }
    Instant modified = seconds(head.lastModified());
    String identity = head.eTag() == null ? head.contentLength() + " " + modified : head.eTag();
    SourceInfo info = new SourceInfo(url.toString(), head.contentLength(), identity);
    return new Pinned(info, head.eTag(), modified);
  }

  /** The answer to HEAD has no body that says why; that to GET has. */
  private SourceException reason(SdkException refusal) {
    if (!Faults.isAnswer(refusal)) {
      return faults.of(url, refusal);
    }
    try (ResponseInputStream<GetObjectResponse> unexpected =
        client.getObject(request().range("bytes=0-0").build())) {
      unexpected.abort();
      return faults.of(url, refusal);
    } catch (SdkException e) {
      return faults.of(url, e);
    } catch (java.io.IOException e) {
      return faults.of(url, refusal);
    }
  }

  private GetObjectRequest.Builder request() {
    return GetObjectRequest.builder().bucket(url.bucket()).key(url.key());
  }

  @Override
  public InputStream open() {
    SourceInfo info = info();
    return new ObjectStream(this::from, info, e -> faults.of(url, e), patience);
  }

  private ResponseInputStream<GetObjectResponse> from(long position) {
    String etag = pinned.etag();
    // A weak one (RFC 9110, 13.1.1) never matches.
    String condition = etag == null || etag.startsWith("W/") ? null : etag;
    ResponseInputStream<GetObjectResponse> in =
        client.getObject(request().ifMatch(condition).range(range(position)).build());
    SourceException fault = fault(in.response(), position);
    if (fault != null) {
      in.abort();
      throw fault;
    }
    return in;
  }

  /** What is wrong with an answer: a store may ignore what a request asks for, or null. */
  private SourceException fault(GetObjectResponse answer, long position) {
    String range = answer.contentRange();
    if (position > 0 && (range == null || !range.startsWith("bytes " + position + "-"))) {
      return faults.lacking(url, "broke off and does not go on from byte " + position);
    }
    Long left = answer.contentLength();
    long bytes = left == null ? pinned.info().bytes() : left + position;
    return isOther(bytes, answer.eTag(), answer.lastModified())
        ? replaced(url, pinned.etag() != null, null)
        : null;
  }

  private boolean isOther(long bytes, String etag, Instant modified) {
    if (bytes != pinned.info().bytes()) {
      return true;
    }
    if (pinned.etag() != null && etag != null) {
      return !etag.equals(pinned.etag());
    }
    return pinned.modified() != null
        && modified != null
        && !pinned.modified().equals(seconds(modified));
  }

  private static String range(long from) {
    return from == 0 ? null : "bytes=" + from + "-";
  }

  @Override
  public void ensureUnchanged(SourceInfo before) {
    Pinned now = Network.call(this::look);
    if (isOther(now.info().bytes(), now.etag(), now.modified())) {
      throw replaced(url, pinned.etag() != null, null);
    }
  }

  /** The refusal to mix two contents. */
  static SourceException replaced(ObjectUrl url, boolean byTag, Exception cause) {
    return new SourceException(
        ErrorCode.SOURCE_UNREADABLE,
        "object \"" + url + "\" was replaced while it was being read",
        byTag
            ? "Its ETag differs from the one at the start of the move."
            : "Its size or time of change differs from that at the start of the move.",
        "Move the object once it is written completely.",
        cause);
  }
}
