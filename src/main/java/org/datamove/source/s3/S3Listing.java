package org.datamove.source.s3;

import java.util.ArrayList;
import java.util.List;
import org.datamove.source.Glob;
import org.datamove.source.ObjectUrl;
import org.datamove.source.Source;
import org.datamove.source.SourceAccess;
import org.datamove.source.SourceListing;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects whose keys match a pattern. */
final class S3Listing implements SourceListing {
  private final ObjectUrl pattern;
  private final S3Client client;
  private final Faults faults;
  private final SourceAccess access;
  private final S3Store store;

  S3Listing(ObjectUrl pattern, S3Client client, Faults faults, SourceAccess access, S3Store store) {
    this.pattern = pattern;
    this.client = client;
    this.faults = faults;
    this.access = access;
    this.store = store;
  }

  /** S3 lists keys in the order of their UTF-8 bytes. */
  @Override
  public List<Source> list() {
    String prefix = Glob.prefix(pattern.key());
    if (!access.allowsObject("s3://" + pattern.bucket() + "/" + prefix)) {
      access.requireObject(pattern.toString());
    }
    boolean oneLevel = pattern.key().indexOf('/', prefix.length()) < 0;
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder().bucket(pattern.bucket()).prefix(prefix);
    if (oneLevel) {
      request.delimiter("/"); // what lies deeper is not even named
    }
    return Network.call(() -> matches(request.build()));
  }

  private List<Source> matches(ListObjectsV2Request request) {
    Glob glob = Glob.of(pattern.key());
    List<Source> found = new ArrayList<>();
    try {
      for (S3Object object : client.listObjectsV2Paginator(request).contents()) {
        ObjectUrl url = new ObjectUrl(pattern.bucket(), object.key());
        boolean match = glob.matches(object.key()) && ObjectUrl.isPlain(object.key());
        if (match && access.allowsObject(url.toString())) {
          S3Source source = store.source(url, access);
          source.pin(object.size(), object.eTag());
          found.add(source);
        }
        if (found.size() > MOST_SOURCES) {
          break;
        }
      }
    } catch (SdkException e) {
      throw faults.of(pattern, e);
    }
    return found;
  }
}
