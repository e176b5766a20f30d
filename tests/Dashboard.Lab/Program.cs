using Dashboard.Lab;
using Dashboard.Lab.Outbound;

if (args is [OutboundLabProgram.Outside, var file])
{
    return await OutboundLabProgram.RunOutsideAsync(file);
}
if (args is [OutboundPreparation.Settings, var settingsFolder])
{
    return OutboundPreparation.PrintSettings(settingsFolder);
}
if (args is [OutboundPreparation.Prepare, var folder, var program])
{
    return await OutboundPreparation.PrepareAsync(folder, program);
}
if (args is [OutboundLabProgram.Inside, var inside])
{
    return await OutboundLabProgram.RunInsideAsync(inside);
}
return await LabProgram.RunAsync(args);
