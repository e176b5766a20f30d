namespace Dashboard.Core.Dns;

/// <summary>The record types the product asks for, by their number in the IANA registry.</summary>
public enum DnsRecordType
{
    A = 1,
    Ns = 2,
    Cname = 5,
    Soa = 6,
    Ptr = 12,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
    Ds = 43,
    Dnskey = 48,
    Nsec3Param = 51,
    Tlsa = 52,
    Caa = 257,
}
