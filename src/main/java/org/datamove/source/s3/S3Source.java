package org.datamove.source.s3;

import java.io.InputStream;
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
  private final ObjectUrl url;
  private final S3Client client;
  private final Faults faults;
  private final Patience patience;
  private final SourceAccess access;
  private SourceInfo pinned;

  S3Source(ObjectUrl url, S3Client client, Faults faults, Patience patience, SourceAccess access) {
    this.url = url;
    this.client = client;
    this.faults = faults;
    this.patience = patience;
    this.access = access;
  }

  @Override
  public SourceInfo info() {
    access.requireObject(url.toString());
    if (pinned == null) {
      pinned = Network.call(this::look);
    }
    return pinned;
  }

  /** What a listing says of it; saves a request. */
  void pin(long bytes, String etag) {
    pinned = new SourceInfo(url.toString(), bytes, etag);
  }

  private SourceInfo look() {
    try {
      HeadObjectResponse head = client.headObject(r -> r.bucket(url.bucket()).key(url.key()));
      return new SourceInfo(url.toString(), head.contentLength(), identity(head));
    } catch (SdkException e) {
      throw reason(e);
    }
  }

  /** Some stores give no ETag. */
  private static String identity(HeadObjectResponse head) {
    return head.eTag() == null ? head.contentLength() + " " + head.lastModified() : head.eTag();
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
    return new ObjectStream(
        from -> client.getObject(request().ifMatch(etag(info)).range(range(from)).build()),
        info,
        e -> faults.of(url, e),
        patience);
  }

  private static String etag(SourceInfo info) {
    return info.identity().endsWith("\"") ? info.identity() : null;
  }

  private static String range(long from) {
    return from == 0 ? null : "bytes=" + from + "-";
  }

  @Override
  public void ensureUnchanged(SourceInfo before) {
    SourceInfo now = Network.call(this::look);
    if (!now.identity().equals(before.identity())) {
      throw replaced(before.path(), null);
    }
  }

  /** The refusal to mix two contents. */
  static SourceException replaced(String path, Exception cause) {
    return new SourceException(
        ErrorCode.SOURCE_UNREADABLE,
        "object \"" + path + "\" was replaced while it was being read",
        "Its ETag differs from the one at the start of the move.",
        "Move the object once it is written completely.",
        cause);
  }
}
