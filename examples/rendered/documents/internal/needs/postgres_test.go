package needs

import "testing"

func TestOnlyTheDatabaseThatIsNamedIsAsked(t *testing.T) {
	// What the library reads by itself would be asked, too, where the first connection is refused.
	t.Setenv("PGHOST", "elsewhere")
	settings := opened(t, nowhere).Postgres.Config().ConnConfig
	hosts := []string{settings.Host}
	for _, other := range settings.Fallbacks {
		hosts = append(hosts, other.Host)
	}
	for _, host := range hosts {
		if host != "127.0.0.1" {
			t.Errorf("would ask %s", host)
		}
	}
}
