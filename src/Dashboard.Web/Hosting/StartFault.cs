using System.Net.Sockets;
using Dashboard.Probes;
using Microsoft.AspNetCore.Connections;

namespace Dashboard.Web.Hosting;

/// <summary>Finds out whether it was a setting that kept the web server from starting.</summary>
internal static class StartFault
{
    /// <summary>What to tell the operator; null where the fault is another.</summary>
    public static WrongSettingException? OfSetting(Exception fault) =>
        fault switch
        {
            AggregateException { InnerExceptions: [var first, ..] } => OfSetting(first),
            // Kestrel, of an address that it cannot read or have.
            FormatException => new($"Urls: {fault.Message}"),
            SocketException => new($"Urls: {fault.Message}"),
            IOException { InnerException: { } inner } when OfListening(inner) is { } why => new(
                $"Urls: {fault.Message} {why.Message}"
            ),
            _ => WrongSetting.Of(fault),
        };

    /// <summary>For "localhost" there are two, of IPv4 and IPv6.</summary>
    private static Exception? OfListening(Exception inner) =>
        inner switch
        {
            AggregateException { InnerExceptions: [var first, ..] } => OfListening(first),
            AddressInUseException or SocketException => inner,
            _ => null,
        };
}
