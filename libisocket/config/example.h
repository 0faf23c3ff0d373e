#pragma once

#include "device/configuration.h"

namespace isocket::config {

/// For tests: a Smart Relay in a cottage, as it was read back after its last write.
inline device::Configuration example_configuration() {
  using device::Group;
  device::Configuration cottage = device::factory_configuration(device::Model::smart_relay);
  const auto set = [&](Group group, std::initializer_list<std::pair<const char*, const char*>> values) {
    for (const auto& [name, value] : values) cottage.at(group).set(name, value);
    if (group != Group::info) cottage.at(group).rev += static_cast<unsigned>(values.size());
  };
  set(Group::info, {{"HARDWARE", "iSocket Smart Relay, Hardware v1.0"},
                    {"SERIALNUM", "12345678987654321"},
                    {"FIRMWARE", "v1.0.0 (c) iSocket Systems"},
                    {"TIME", "15/03/01,12:00:00+08"},
                    {"SENSOR1", "OK"},
                    {"SENSOR2", "OK"},
                    {"SENSOR3", "NONE"},
                    {"SENSOR4", "NONE"},
                    {"SENSOR5", "NONE"},
                    {"VOLTAGESENSOR", "YES"}});
  set(Group::security, {{"SECLIST", "ON"},
                        {"SECNUMBERS", "3589123456789,3589000000555"},
                        {"PASSWORD", "*****"},
                        {"RENEWINTERVALPW", "*********"},
                        {"ALERTNUMBERS", "3589123456789"}});
  set(Group::ring, {{"RING", "SWITCHR3"}, {"MICLEVEL", "10"}});
  set(Group::relays,
      {{"ALIASR1", "Heating"}, {"ALIASR2", "Sauna"}, {"ALIASR3", "Gate #1"}, {"RESTARTTIME", "30"}});
  set(Group::temperature, {{"TRISEALERT1", "35C"}, {"TFALLALERT1", "5C"}, {"TFALLALERT2", "-20C"}});
  set(Group::thermostat, {{"THERMSENSOR1", "T1"},
                          {"THERMOSTATF1", "ON"},
                          {"SWITCHOFFTEMP1", "18C"},
                          {"SWITCHOFFALERT1", "ON"},
                          {"TSENSFAILALERT", "ON"}});
  set(Group::inputs, {{"ALIASIN1", "Front door"},
                      {"SENSORTYPE1", "NC"},
                      {"INRELAYS1", "1,3"},
                      {"RELAYTIME1", "ON60"},
                      {"ALERT1", "SMSCHANGE"},
                      {"ALARM1", "ON"}});
  set(Group::scheduler, {{"RULE1", "06:30,*,TON1"}, {"RULE2", "18:00,5,ONR2"}, {"RULE3", "23:00,5,OFFR2"}});
  set(Group::power_resume, {{"POWERSTATE1", "ON"}, {"POWERSTATE3", "OFF"}});
  set(Group::backup, {{"ACALERT", "ON"}, {"BATALERT", "30,60,90"}});
  return cottage;
}

}  // namespace isocket::config
