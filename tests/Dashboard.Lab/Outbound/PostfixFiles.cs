using System.Text;

namespace Dashboard.Lab.Outbound;

/// <summary>The configuration files of a Postfix that only sends.</summary>
public static class PostfixFiles
{
    /// <param name="folder">Its queue, its data and its log lie here.</param>
    public static string MainCf(SenderMta mta, string folder)
    {
        List<MtaSetting> settings =
        [
            new("compatibility_level", "3.6"),
            new("myhostname", mta.Host.Value),
            new("mydomain", mta.Domain.Value),
            new("myorigin", mta.Domain.Value),
            // Bounces of its own mail end here, unread.
            new("mydestination", mta.Domain.Value),
            new("local_transport", "discard"),
            new("local_recipient_maps", ""),
            new("relayhost", ""),
            new("queue_directory", $"{folder}/spool"),
            new("data_directory", $"{folder}/data"),
            new("maillog_file", $"{folder}/log/maillog"),
            new("maillog_file_prefixes", folder),
            // Its only address: the others of the loopback interface are other people's.
            new("inet_interfaces", mta.Address.ToString()),
            new("inet_protocols", "ipv4"),
            new("smtp_bind_address", mta.Address.ToString()),
            new("alias_maps", ""),
            new("alias_database", ""),
            // A second attempt is made when the queue is flushed and never in between: what the lab sees is what it asked for. Past
            // this back-off, `may` delivers in the clear where TLS failed.
            new("minimal_backoff_time", "2s"),
            new("maximal_backoff_time", "2s"),
            new("queue_run_delay", "1h"),
            new("smtp_destination_concurrency_failed_cohort_limit", "0"),
            new("destination_concurrency_feedback_debug", "no"),
            new("smtp_tls_loglevel", "1"),
            .. mta.Settings,
        ];
        return string.Concat(settings.Select(setting => setting + "\n"));
    }

    /// <summary>The services a sender needs; nothing listens on the network, and nothing runs in a chroot.</summary>
    public static string MasterCf()
    {
        (string Service, string Type, string Private, string Limit, string Command)[] services =
        [
            ("pickup", "unix", "n", "1", "pickup"),
            ("cleanup", "unix", "n", "0", "cleanup"),
            ("qmgr", "unix", "n", "1", "qmgr"),
            ("tlsmgr", "unix", "-", "1", "tlsmgr"),
            ("tlsproxy", "unix", "-", "0", "tlsproxy"),
            ("rewrite", "unix", "-", "-", "trivial-rewrite"),
            ("bounce", "unix", "-", "0", "bounce"),
            ("defer", "unix", "-", "0", "bounce"),
            ("trace", "unix", "-", "0", "bounce"),
            ("verify", "unix", "-", "1", "verify"),
            ("flush", "unix", "n", "0", "flush"),
            ("proxymap", "unix", "-", "-", "proxymap"),
            ("smtp", "unix", "-", "-", "smtp"),
            ("relay", "unix", "-", "-", "smtp"),
            ("showq", "unix", "n", "-", "showq"),
            ("error", "unix", "-", "-", "error"),
            ("retry", "unix", "-", "-", "error"),
            ("discard", "unix", "-", "-", "discard"),
            ("scache", "unix", "-", "1", "scache"),
            ("anvil", "unix", "-", "1", "anvil"),
            ("postlog", "unix-dgram", "n", "1", "postlogd"),
        ];
        var text = new StringBuilder();
        foreach (var (service, type, isPrivate, limit, command) in services)
        {
            text.Append(service).Append(' ').Append(type).Append(' ').Append(isPrivate);
            text.Append(" - n ").Append("- ").Append(limit).Append(' ').Append(command);
            text.Append('\n');
        }
        return text.ToString();
    }
}
