package org.datamove.source.s3;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.datamove.source.Glob;
import org.datamove.source.Interruption;
import org.datamove.source.ObjectUrl;
import org.datamove.source.Source;
import org.datamove.source.SourceAccess;
import org.datamove.source.SourceListing;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
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

  @Override
  public List<Source> list() {
    String prefix = Glob.prefix(pattern.key());
    if (!access.allowsAddress(new ObjectUrl(pattern.bucket(), prefix).toString())) {
      pattern.requireAllowed(access);
    }
    boolean oneLevel = pattern.key().indexOf('/', prefix.length()) < 0;
    ListObjectsV2Request.Builder request =
        ListObjectsV2Request.builder().bucket(pattern.bucket()).prefix(prefix);
    if (oneLevel) {
      request.delimiter("/"); // what lies deeper is not even named
    }
    return Network.call(() -> matches(request.build()));
  }

  private List<Source> matches(ListObjectsV2Request first) {
    Glob glob = Glob.of(pattern.key());
    SortedMap<String, Source> found = new TreeMap<>(BY_BYTES);
    String token = null;
    String earlier = null; // that of a page before; a circle comes to one of them again
    for (long pages = 1; found.size() <= MOST_SOURCES; pages++) {
      ListObjectsV2Response page = page(first.toBuilder().continuationToken(token).build());
      for (S3Object object : page.contents()) {
        if (object.key() != null && glob.matches(object.key())) {
          add(object, found);
        }
      }
      token = next(page);
      if (token == null) {
        break;
      }
      if (token.equals(earlier)) {
        throw faults.incomplete(pattern, "gives the same names again and again");
      }
      earlier = Long.bitCount(pages) == 1 ? token : earlier;
    }
    return found.values().stream().limit(MOST_SOURCES + 1L).toList();
  }

  private ListObjectsV2Response page(ListObjectsV2Request request) {
    Interruption.check();
    try {
      return client.listObjectsV2(request);
    } catch (SdkException e) {
      throw faults.of(pattern, e);
    }
  }

  private void add(S3Object object, SortedMap<String, Source> found) {
    ObjectUrl url = new ObjectUrl(pattern.bucket(), object.key());
    if (ObjectUrl.isNormalized(object.key()) && access.allowsAddress(url.toString())) {
      S3Source source = store.source(url, access);
      if (object.size() != null && object.eTag() != null) {
        source.pin(object.size(), object.eTag(), object.lastModified());
      }
      found.put(object.key(), source);
    }
  }

  /** What the next page is asked for with; null where this is the last one. */
  private String next(ListObjectsV2Response page) {
    String token = page.nextContinuationToken();
    if (token != null && !token.isEmpty()) {
      return token;
    }
    if (Boolean.TRUE.equals(page.isTruncated())) {
      throw faults.incomplete(pattern, "says that there are more names, but not how to get them");
    }
    return null;
  }
}
