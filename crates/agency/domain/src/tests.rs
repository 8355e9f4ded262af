mod acts;
mod fixture;
mod laws;
mod page;
mod rules;
mod timing;
