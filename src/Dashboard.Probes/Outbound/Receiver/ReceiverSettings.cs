using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dashboard.Core.Dns;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>Reads <see cref="ReceiverOptions"/> from the settings, and says which one makes no sense.</summary>
public static class ReceiverSettings
{
    private const string ListenKey = ReceiverOptions.Section + ":Listen";

    private const string PublicKey = ReceiverOptions.Section + ":PublicAddresses";

    /// <exception cref="WrongSettingException">A setting is missing or makes no sense.</exception>
    public static ReceiverOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(ReceiverOptions.Section);
        var zone = Name(configuration, "ProbeZone:Name") ?? throw Missing("ProbeZone:Name");
        var limits = section.GetSection("Limits").Get<ReceiverLimits>() ?? new ReceiverLimits();
        if (limits.Wrong() is { } wrong)
        {
            throw Wrong($"Receiver:Limits:{wrong.Name}", $"{wrong.Problem}");
        }
        var certificate = section["OrdinaryCertificate"];
        var key = section["OrdinaryKey"];
        if (certificate is null != key is null)
        {
            throw Wrong(
                "Receiver:OrdinaryCertificate",
                "and Receiver:OrdinaryKey belong together; only one of them is set"
            );
        }
        return new ReceiverOptions
        {
            Zone = zone,
            HostName = Name(configuration, "Receiver:HostName") ?? zone,
            Listeners = Listeners(section),
            CertificateFolder = section["CertificateFolder"] ?? "receiver-certificates",
            OrdinaryCertificate = certificate,
            OrdinaryKey = key,
            Contact = Printable(section["Contact"]),
            Limits = limits,
        };
    }

    private static List<ReceiverListener> Listeners(IConfigurationSection section)
    {
        var published = section
            .GetSection("PublicAddresses")
            .GetChildren()
            .ToDictionary(
                child => Listener(PublicKey, child.Key).Name,
                child => Values(child).ToList()
            );
        var listeners = new List<ReceiverListener>();
        foreach (var child in section.GetSection("Listen").GetChildren())
        {
            var (name, behaviour, certificate) = Listener(ListenKey, child.Key);
            var local = Values(child).Select(value => Endpoint($"{ListenKey}:{name}", value));
            listeners.Add(
                new ReceiverListener(
                    behaviour,
                    certificate,
                    Ranges([.. local], published.GetValueOrDefault(name), name)
                )
            );
            published.Remove(name);
        }
        if (published.Keys.FirstOrDefault() is { } orphan)
        {
            throw Wrong($"{PublicKey}:{orphan}", $"has no {ListenKey}:{orphan} beside it");
        }
        return listeners;
    }

    private static List<ListenRange> Ranges(
        List<(IPNetwork Network, int Port)> local,
        List<string>? published,
        string name
    )
    {
        if (local.Count == 0)
        {
            throw Wrong($"{ListenKey}:{name}", "names no address");
        }
        if (published is null)
        {
            return local.ConvertAll(l => new ListenRange(l.Network, l.Port, l.Network));
        }
        var key = $"{PublicKey}:{name}";
        if (published.Count != local.Count)
        {
            throw Wrong(key, $"needs as many entries as {ListenKey}:{name}, in the same order");
        }
        var ranges = new List<ListenRange>();
        foreach (var (entry, (network, port)) in published.Zip(local))
        {
            var outside = Network(key, entry);
            if (
                outside.PrefixLength != network.PrefixLength
                || outside.BaseAddress.AddressFamily != network.BaseAddress.AddressFamily
            )
            {
                throw Wrong(
                    key,
                    $"has {entry}, which is not of the size of {network}: each address here stands for one there"
                );
            }
            ranges.Add(new ListenRange(network, port, outside));
        }
        return ranges;
    }

    private static (
        string Name,
        Core.Outbound.Catalogue.ListenerBehaviour Behaviour,
        Core.Outbound.Catalogue.ReceiverCertificate Certificate
    ) Listener(string key, string text) =>
        ReceiverListenerNames.TryParse(text, out var name, out var behaviour, out var certificate)
            ? (name, behaviour, certificate)
            : throw Wrong(
                $"{key}:{text}",
                $"is no listener; they are {string.Join(", ", ReceiverListenerNames.All)}"
            );

    /// <summary>One value, several with commas, or a list.</summary>
    private static IEnumerable<string> Values(IConfigurationSection section) =>
        section
            .GetChildren()
            .Select(child => child.Value)
            .Prepend(section.Value)
            .OfType<string>()
            .SelectMany(value =>
                value.Split(
                    ',',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
            );

    private static (IPNetwork Network, int Port) Endpoint(string key, string text)
    {
        var colon = text.LastIndexOf(':');
        return
            colon > 0
            && int.TryParse(
                text.AsSpan(colon + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var port
            )
            && port <= IPEndPoint.MaxPort
            ? (Network(key, text[..colon].Trim('[', ']')), port)
            : throw Wrong(
                key,
                $"has \"{text}\", which is no address:port or network:port, such as 192.0.2.1:25 or [2001:db8::/64]:25"
            );
    }

    private static IPNetwork Network(string key, string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(
                address,
                address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128
            );
        }
        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw Wrong(key, $"has \"{text}\", which is no address and no network");
    }

    private static DomainName? Name(IConfiguration configuration, string key) =>
        configuration[key] switch
        {
            null or "" => null,
            var text when DomainName.TryParse(text, out var name) && !name.IsRoot => name,
            var text => throw Wrong(key, $"is \"{text}\", which is no domain name"),
        };

    private static string? Printable(string? text) =>
        text is null || text.All(c => c is >= ' ' and <= '~')
            ? text
            : throw Wrong("Receiver:Contact", "must be US-ASCII: it is part of SMTP replies");

    private static WrongSettingException Missing(string key) => Wrong(key, "is not set");

    private static WrongSettingException Wrong(string key, string problem) =>
        new($"{key} {problem}.");
}
