namespace Dashboard.Web.Hosting;

/// <summary>The reverse proxies in front of us, section <c>Proxies</c>.</summary>
internal sealed class ProxyOptions
{
    public const string Section = "Proxies";

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) whose word about the client's address and scheme is believed. Empty: nobody's.
    /// </summary>
    public string[] Trusted { get; set; } = [];
}
