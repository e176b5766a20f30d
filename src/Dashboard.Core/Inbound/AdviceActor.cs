namespace Dashboard.Core.Inbound;

public enum AdviceActor
{
    /// <summary>Whoever runs the DNS of the mail domain.</summary>
    DomainDns,

    /// <summary>Whoever runs the DNS of the MX host; for a hosted domain, the mail provider.</summary>
    HostDns,

    /// <summary>Whoever runs the mail server.</summary>
    MailServer,
}
