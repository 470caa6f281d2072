"""What a phone has in its pocket where there is no signal: saved packs, and the page of WiFi."""
