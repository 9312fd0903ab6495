package app.needs

import app.core.S3Config
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runInterruptible
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient
import software.amazon.awssdk.regions.Region
import software.amazon.awssdk.services.s3.S3Client
import java.net.URI

/** The bucket. */
class S3(
    config: S3Config,
) : Need {
    val bucket = config.bucket
    val client: S3Client =
        S3Client
            .builder()
            .httpClient(UrlConnectionHttpClient.create())
            .region(Region.of(config.region))
            .apply {
                config.endpoint?.let { endpointOverride(URI(it)).forcePathStyle(true) }
                config.accessKeyId?.let {
                    val credentials = AwsBasicCredentials.create(it, config.secretAccessKey.orEmpty())
                    credentialsProvider(StaticCredentialsProvider.create(credentials))
                }
            }.build()

    override suspend fun check() {
        runInterruptible(Dispatchers.IO) { client.headBucket { it.bucket(bucket) } }
    }

    override fun close() = client.close()
}
