using System.Text;
using Dashboard.Core.Dns;

namespace Dashboard.Probes.Tests.Dns;

/// <summary>Writes replies as a server would, also such as no server should.</summary>
internal sealed class WireMessage
{
    private readonly List<byte> octets = [];

    private WireMessage() { }

    public static WireMessage Reply(
        string name,
        int type,
        int flags = 0x8180,
        int answers = 0,
        int additionals = 0
    )
    {
        var message = new WireMessage();
        message.Number(0x1234).Number(flags).Number(1).Number(answers).Number(0);
        message.Number(additionals).Name(name).Number(type).Number(1);
        return message;
    }

    public WireMessage Record(string name, int type, byte[] rdata, uint ttl = 300)
    {
        Name(name).Number(type).Number(1).Number((int)(ttl >> 16)).Number((int)(ttl & 0xFFFF));
        Number(rdata.Length);
        octets.AddRange(rdata);
        return this;
    }

    public WireMessage Raw(params byte[] more)
    {
        octets.AddRange(more);
        return this;
    }

    public byte[] ToArray() => [.. octets];

    public static byte[] NameOctets(string name)
    {
        var message = new WireMessage();
        message.Name(name);
        return message.ToArray();
    }

    private WireMessage Name(string name)
    {
        foreach (var label in DomainName.Parse(name).Labels)
        {
            octets.Add((byte)label.Length);
            octets.AddRange(Encoding.ASCII.GetBytes(label));
        }
        octets.Add(0);
        return this;
    }

    private WireMessage Number(int value)
    {
        octets.Add((byte)(value >> 8));
        octets.Add((byte)value);
        return this;
    }
}
