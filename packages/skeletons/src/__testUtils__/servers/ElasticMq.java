import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ's own program is published as an image alone; this starts the same server. */
class ElasticMq {
  public static void main(String[] args) {
    SQSRestServerBuilder.withPort(Integer.parseInt(args[0])).withInterface("127.0.0.1").start();
  }
}
