-- One login role and one database per service; nobody enters another's. For a trial: used by
-- this overlay and by deploy/compose.yaml.
create role intake login password 'only-on-this-machine';
create database intake owner intake;
revoke all on database intake from public;

create role routing login password 'only-on-this-machine';
create database routing owner routing;
revoke all on database routing from public;

create role land_records login password 'only-on-this-machine';
create database land_records owner land_records;
revoke all on database land_records from public;

create role social_welfare login password 'only-on-this-machine';
create database social_welfare owner social_welfare;
revoke all on database social_welfare from public;

create role agency_desk login password 'only-on-this-machine';
create database agency_desk owner agency_desk;
revoke all on database agency_desk from public;

create role notification login password 'only-on-this-machine';
create database notification owner notification;
revoke all on database notification from public;

create role reporting login password 'only-on-this-machine';
create database reporting owner reporting;
revoke all on database reporting from public;
