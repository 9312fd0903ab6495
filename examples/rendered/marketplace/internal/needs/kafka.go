package needs

import (
	"github.com/twmb/franz-go/pkg/kgo"

	"github.com/ha-soranu/order-service/internal/config"
)

func (n *Needs) openKafka(cfg config.Kafka) (err error) {
	if n.Kafka, err = kgo.NewClient(kgo.SeedBrokers(cfg.Brokers...)); err != nil {
		return err
	}
	n.add("kafka", n.Kafka.Ping, func() error {
		n.Kafka.Close()
		return nil
	})
	return nil
}
