using System.Net;

namespace Dashboard.Lab.Smtp;

/// <summary>One address of one mail server.</summary>
internal sealed record ServerEndpoint(
    IPAddress Address,
    string HostName,
    SmtpBehaviour Behaviour,
    TlsSetup Tls
);
