package org.datamove.source.s3;

import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.datamove.error.SourceException;
import org.datamove.source.ObjectStore;
import org.datamove.source.ObjectStoreSettings;
import org.datamove.source.ObjectUrl;
import org.datamove.source.Source;
import org.datamove.source.SourceAccess;
import org.datamove.source.SourceListing;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Objects that one client reaches. */
final class S3Store implements ObjectStore {
  private static final Region ANY_REGION = Region.US_EAST_1;

  /**
   * Where the JDK logs the headers that it sends, a session token among them; PL/Java shows its log
   * to every caller who sets client_min_messages. It is kept here, since nobody else holds it.
   */
  private static final Logger HEADERS =
      Logger.getLogger("sun.net.www.protocol.http.HttpURLConnection");

  private final EndingHttpClient http;
  private final S3Client client;
  private final Faults faults;
  private final Patience patience;

  S3Store(ObjectStoreSettings settings, Patience patience) {
    this.patience = patience;
    this.faults = new Faults(settings);
    this.http = new EndingHttpClient(patience);
    this.client = Network.call(() -> client(settings, patience, http));
  }

  private static S3Client client(
      ObjectStoreSettings settings, Patience patience, EndingHttpClient http) {
    HEADERS.setLevel(Level.OFF);
    BackoffStrategy pauses =
        BackoffStrategy.exponentialDelay(patience.firstPause(), patience.longestPause());
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http)
            .region(region(settings))
            // Ranges, which a broken download goes on with, have no checksum of their own.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                c ->
                    c.retryStrategy(
                        AwsRetryStrategy.standardRetryStrategy().toBuilder()
                            .maxAttempts(patience.attempts())
                            .backoffStrategy(pauses)
                            .throttlingBackoffStrategy(pauses)
                            .circuitBreakerEnabled(false)
                            .build()));
    if (settings.endpoint() != null) {
      builder.endpointOverride(URI.create(settings.endpoint()));
    }
    builder.forcePathStyle(
        settings.pathStyle() == null ? settings.endpoint() != null : settings.pathStyle());
    if (settings.accessKeyId() != null) {
      builder.credentialsProvider(StaticCredentialsProvider.create(credentials(settings)));
    }
    return builder.build();
  }

  private static AwsCredentials credentials(ObjectStoreSettings settings) {
    return settings.sessionToken() == null
        ? AwsBasicCredentials.create(settings.accessKeyId(), settings.secretAccessKey())
        : AwsSessionCredentials.create(
            settings.accessKeyId(), settings.secretAccessKey(), settings.sessionToken());
  }

  private static Region region(ObjectStoreSettings settings) {
    if (settings.region() != null) {
      return Region.of(settings.region());
    }
    if (settings.endpoint() != null) {
      return ANY_REGION;
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkException e) {
      return ANY_REGION; // where a bucket is elsewhere, the answer says so
    }
  }

  @Override
  public Source object(ObjectUrl url, SourceAccess access) {
    return source(url, access);
  }

  S3Source source(ObjectUrl url, SourceAccess access) {
    return new S3Source(url, client, faults, patience, access);
  }

  @Override
  public SourceListing listing(ObjectUrl pattern, SourceAccess access) {
    return new S3Listing(pattern, client, faults, access, this);
  }

  @Override
  public boolean exists(ObjectUrl url, SourceAccess access) {
    if (!access.allowsAddress(url.toString())) {
      return false;
    }
    try {
      return object(url, access).info() != null;
    } catch (SourceException e) {
      return false; // then it is a pattern, and its listing says what is wrong
    }
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }
}
