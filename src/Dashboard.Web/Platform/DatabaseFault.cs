using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace Dashboard.Web.Platform;

/// <summary>Tells a database that is unavailable from a fault in our own statements.</summary>
internal static class DatabaseFault
{
    public static bool IsUnavailable(Exception? fault) =>
        fault switch
        {
            null => false,
            PostgresException refused => IsUnavailable(refused.SqlState),
            NpgsqlException lost => lost.IsTransient
                || lost.InnerException is SocketException or IOException or TimeoutException,
            DbException or InvalidOperationException or AggregateException => IsUnavailable(
                fault.InnerException
            ),
            _ => fault.InnerException is DbException && IsUnavailable(fault.InnerException),
        };

    private static bool IsUnavailable(string sqlState) =>
        sqlState.StartsWith("08", StringComparison.Ordinal)
        // It does not let us in: the password was changed, the database is not there.
        || sqlState.StartsWith("28", StringComparison.Ordinal)
        || sqlState is PostgresErrorCodes.InvalidCatalogName
        || sqlState
            is PostgresErrorCodes.AdminShutdown
                or PostgresErrorCodes.CrashShutdown
                or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.TooManyConnections;
}
