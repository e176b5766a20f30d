namespace Dashboard.Core.Dns;

/// <summary>The selector field (RFC 6698 section 2.1.2, RFC 7218 section 2.2).</summary>
public enum Selector : byte
{
    Cert = 0,
    Spki = 1,
}
