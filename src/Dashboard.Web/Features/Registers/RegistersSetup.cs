namespace Dashboard.Web.Features.Registers;

internal static class RegistersSetup
{
    /// <summary>What the pages of imports need, behind the services of organisations.</summary>
    public static void AddRegisters(this IServiceCollection services) =>
        services.AddSingleton<ImportDesk>();
}
