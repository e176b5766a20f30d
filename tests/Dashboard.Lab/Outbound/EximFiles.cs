namespace Dashboard.Lab.Outbound;

/// <summary>The configuration file of an Exim that only sends.</summary>
public static class EximFiles
{
    /// <param name="folder">Its spool and its log lie here.</param>
    /// <param name="program">Itself: it starts itself again for each delivery.</param>
    public static string Configuration(SenderMta mta, string folder, string program)
    {
        var dane = mta.Settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        var requestDnssec = dane.TryGetValue("dnssec_request_domains", out var domains)
            ? $"dnssec_request_domains = {domains}"
            : "dnssec_request_domains = :";
        return $"""
            primary_hostname = {mta.Host}
            qualify_domain = {mta.Domain}
            exim_path = {program}
            spool_directory = {folder}/spool
            log_file_path = {folder}/log/%slog
            keep_environment =
            local_interfaces = {mta.Address}
            disable_ipv6 = true
            trusted_users = root
            remote_max_parallel = 8
            bounce_return_message = false
            log_selector = +tls_cipher +tls_sni +dnssec +deliver_time

            begin routers

            # Bounces of its own mail end here, unread.
            own:
              driver = redirect
              domains = {mta.Domain}
              data = :blackhole:

            dnslookup:
              driver = dnslookup
              domains = *
              transport = smtp
              # The lab's hosts are all on the loopback interface, as this machine is.
              self = send
              {requestDnssec}

            begin transports

            smtp:
              driver = smtp
              interface = {mta.Address}
              helo_data = {mta.Host}
              hosts_try_dane = {dane["hosts_try_dane"]}
              {requestDnssec}

            begin retry

            # Never by itself in the life of a test: the queue is flushed.
            * * F,2d,1h

            """;
    }
}
